import type { Language } from '../../look/language.ts';
import type { OutcomeKind } from '../../model/outcome.ts';

export interface OutcomesTexts {
  link: string;
  ruleTitle: (rule: string) => string;
  guideTitle: (title: string) => string;
  question: string;
  nothing: string;
  nothingNext: string;
  tooEarly: (of: number, needed: number) => string;
  tooEarlyAnswer: (judged: number, needed: number) => string;
  helps: (said: string) => string;
  harms: (said: string) => string;
  unclear: (said: string) => string;
  judged: (good: number, judged: number, share: string, low: string, high: string) => string;
  rates: string;
  ratesQuestion: string;
  outcome: string;
  offers: string;
  share: string;
  range: string;
  rangeOf: (low: string, high: string) => string;
  of: (hits: number, of: number) => string;
  names: Partial<Record<OutcomeKind, string>>;
  overTime: string;
  overTimeQuestion: string;
  week: string;
  shown: string;
  good: string;
  bad: string;
  unsaid: string;
  most: (offers: number) => string;
  counts: string;
  countsQuestion: (weeks: number) => string;
  byRule: string;
  byRuleQuestion: string;
  rule: string;
  guide: string;
  back: string;
  how: string;
  howCounted: (days: number, needed: number) => string;
  howPaused: (least: number) => string;
}

export const outcomesTexts: Record<Language, OutcomesTexts> = {
  en: {
    link: 'Did it help?',
    ruleTitle: (rule) => `Did ${rule} help?`,
    guideTitle: (title) => `Did “${title}” help?`,
    question: 'What happened in the two weeks after it was shown, and how sure is that?',
    nothing: 'Nothing was shown in the last thirteen weeks',
    nothingNext: 'Numbers appear here once a guide has been shown to somebody and two weeks have passed.',
    tooEarly: (of, needed) => `Too early to say: ${of} of ${needed}`,
    tooEarlyAnswer: (judged, needed) =>
      `Too early to say. ${soFarEn(judged)}; a share is told from ${needed} on.`,
    helps: (said) => `It helps. ${said}`,
    harms: (said) => `It does more harm than good. ${said}`,
    unclear: (said) => `Whether it helps is not clear. ${said}`,
    judged: (good, judged, share, low, high) =>
      `Of ${judged} offers that people judged, ${good} were right: ${share}, very likely between ${low} and ${high}.`,
    rates: 'What happened afterwards',
    ratesQuestion: 'How often, and between which bounds the real share lies nineteen times out of twenty?',
    outcome: 'What',
    offers: 'Offers',
    share: 'Share',
    range: 'Between',
    rangeOf: (low, high) => `${low} to ${high}`,
    of: (hits, of) => `${hits} of ${of}`,
    names: {
      seen: 'Seen by the member',
      clicked: 'A link in it was followed',
      helped: '“Helped”, of those who voted',
      not_helped: '“Did not help”',
      dismissed: 'Put away by the member',
      liked: 'Liked',
      flagged: 'Flagged, and moderators agreed',
      removed: 'Deleted or hidden by a moderator',
      edited: 'Rewritten by somebody else',
      accepted: 'The reply itself became the solution',
      solved: 'The topic was solved',
      answered: 'A person answered as well',
      posted_again: 'The member wrote again',
      came_back: 'The member came back a day later or more',
    },
    overTime: 'Week by week',
    overTimeQuestion: 'Does it get better or worse?',
    week: 'Week from',
    shown: 'Shown',
    good: 'Right',
    bad: 'Wrong',
    unsaid: 'Nobody said',
    most: (offers) => (offers === 1 ? '1 offer' : `${offers} offers`),
    counts: 'Signs, one by one',
    countsQuestion: (weeks) => `Offers of the last ${weeks} weeks, whether or not their two weeks are over.`,
    byRule: 'By rule',
    byRuleQuestion: 'Which rule does this guide serve well?',
    rule: 'Rule',
    guide: 'Guide',
    back: 'All rules',
    how: 'How this is counted',
    howCounted: (days, needed) =>
      `Only what happens within ${days} days is put down to an offer, and shares are told only of offers for which these days are over. Right: “helped”, a like, or the solution itself. Wrong: “did not help”, a flag that moderators agreed with, or a moderator who deleted, hid or rewrote it. Votes come from signed-in members alone. Links are counted by the forum; Waypost redirects nobody. That something happened afterwards does not mean that it happened because of the offer. Below ${needed} cases no share is told.`,
    howPaused: (least) =>
      `Once at least ${least} members were given something that was judged, and more than half of it is very likely wrong, the rule is paused by itself.`,
  },
  de: {
    link: 'Hat es geholfen?',
    ruleTitle: (rule) => `Hat ${rule} geholfen?`,
    guideTitle: (title) => `Hat „${title}“ geholfen?`,
    question: 'Was geschah in den zwei Wochen danach, und wie sicher ist das?',
    nothing: 'In den letzten dreizehn Wochen wurde nichts gezeigt',
    nothingNext:
      'Hier erscheinen Zahlen, sobald jemandem ein Wegweiser gezeigt wurde und zwei Wochen vergangen sind.',
    tooEarly: (of, needed) => `Zu früh: ${of} von ${needed}`,
    tooEarlyAnswer: (judged, needed) =>
      `Noch ist es zu früh. ${soFarDe(judged)}; ein Anteil wird ab ${needed} genannt.`,
    helps: (said) => `Es hilft. ${said}`,
    harms: (said) => `Es schadet mehr, als es hilft. ${said}`,
    unclear: (said) => `Ob es hilft, ist nicht klar. ${said}`,
    judged: (good, judged, share, low, high) =>
      `Von ${judged} beurteilten Angeboten waren ${good} richtig: ${share}, sehr wahrscheinlich zwischen ${low} und ${high}.`,
    rates: 'Was danach geschah',
    ratesQuestion:
      'Wie oft, und in welchen Grenzen liegt der wirkliche Anteil in neunzehn von zwanzig Fällen?',
    outcome: 'Was',
    offers: 'Angebote',
    share: 'Anteil',
    range: 'Zwischen',
    rangeOf: (low, high) => `${low} und ${high}`,
    of: (hits, of) => `${hits} von ${of}`,
    names: {
      seen: 'Vom Mitglied gesehen',
      clicked: 'Einem Verweis darin wurde gefolgt',
      helped: '„Hat geholfen“, unter denen, die abgestimmt haben',
      not_helped: '„Hat nicht geholfen“',
      dismissed: 'Vom Mitglied weggelegt',
      liked: 'Gefällt jemandem',
      flagged: 'Gemeldet, und die Moderation stimmte zu',
      removed: 'Von der Moderation gelöscht oder verborgen',
      edited: 'Von anderen umgeschrieben',
      accepted: 'Die Antwort selbst wurde zur Lösung',
      solved: 'Das Thema wurde gelöst',
      answered: 'Auch ein Mensch hat geantwortet',
      posted_again: 'Das Mitglied schrieb wieder',
      came_back: 'Das Mitglied kam nach einem Tag oder später wieder',
    },
    overTime: 'Woche für Woche',
    overTimeQuestion: 'Wird es besser oder schlechter?',
    week: 'Woche ab',
    shown: 'Gezeigt',
    good: 'Richtig',
    bad: 'Falsch',
    unsaid: 'Niemand sagte etwas',
    most: (offers) => (offers === 1 ? '1 Angebot' : `${offers} Angebote`),
    counts: 'Zeichen im Einzelnen',
    countsQuestion: (weeks) =>
      `Angebote der letzten ${weeks} Wochen, ob ihre zwei Wochen vorbei sind oder nicht.`,
    byRule: 'Nach Regel',
    byRuleQuestion: 'Welcher Regel dient dieser Wegweiser gut?',
    rule: 'Regel',
    guide: 'Wegweiser',
    back: 'Alle Regeln',
    how: 'Wie gezählt wird',
    howCounted: (days, needed) =>
      `Einem Angebot wird nur zugerechnet, was binnen ${days} Tagen geschieht, und Anteile werden nur von Angeboten genannt, deren Frist vorbei ist. Richtig: „hat geholfen“, ein Like oder die Lösung selbst. Falsch: „hat nicht geholfen“, eine Meldung, der die Moderation zustimmte, oder wenn sie löschte, verbarg oder umschrieb. Abstimmen können nur angemeldete Mitglieder. Klicks zählt das Forum; Waypost leitet niemanden um. Dass etwas danach geschah, heißt nicht, dass es deshalb geschah. Unter ${needed} Fällen wird kein Anteil genannt.`,
    howPaused: (least) =>
      `Wurde bei mindestens ${least} Mitgliedern etwas beurteilt, und ist sehr wahrscheinlich mehr als die Hälfte davon falsch, hält die Regel von selbst an.`,
  },
};

function soFarEn(judged: number): string {
  if (judged === 0) return 'Nobody has let it be known yet whether it was right';
  return judged === 1 ? 'One offer was judged so far' : `${judged} offers were judged so far`;
}

function soFarDe(judged: number): string {
  if (judged === 0) return 'Bisher hat niemand zu erkennen gegeben, ob es richtig war';
  return judged === 1 ? 'Bisher wurde ein Angebot beurteilt' : `Bisher wurden ${judged} Angebote beurteilt`;
}
