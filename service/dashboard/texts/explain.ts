import type { Language } from '../../look/language.ts';

const number = (language: Language, value: number) => new Intl.NumberFormat(language).format(value);

/** What the page says that explains a post rule by rule. */
export const explainTexts = {
  en: {
    title: 'Why, and why not',
    titleOf: (post: number) => `Why, and why not: post ${post}`,
    question: 'What did each rule make of this post, and what would have to differ?',
    find: 'Explain',
    story: 'Its story',
    tryOut: 'Try the rule in the playground',
    tryPost: 'Try a rule on this post',
    link: 'Why, and why not, rule by rule',
    unwantedPost: (reasons: string) =>
      `Nothing was offered: what was told of this post ended at once, and its text was not kept. Why: ${reasons}.`,
    unwantedTopic: (reasons: string) =>
      `This post is not recorded. What was told of its topic ended at once, and no text was kept. Why: ${reasons}.`,
    unwantedMeans:
      'Waypost looks only at public posts by people, where everybody may read. Of everything else it keeps that something came, never what it said.',
    events: {
      'post.created': 'When it was written',
      'post.edited': 'When it was edited',
    } as Readonly<Record<string, string>>,
    happened: (kind: string) => `When this happened: ${kind}`,
    asked: 'What was asked',
    noContent:
      'The text is no longer kept, so that rules cannot be asked again. What was decided then stands below.',
    noContentNothing:
      'No rule considered it then, and the text is no longer kept, so that rules cannot be asked again.',
    ended: (reason: string) => `No rule was asked: ${reason}`,
    waits: 'It waits to be looked at; rules have not been asked yet.',
    rules: 'What the rules made of it',
    verdicts: {
      offer: 'offers',
      held: 'holds back',
      open: 'would look at it today',
      'passed over': 'passed over',
    },
    openMeans: 'By the rules of today it would be looked at; the rest can be decided only while it happens.',
    passedOver: 'Passed over',
    passedOverQuestion:
      'Rules that looked at the post and found something missing, the first such thing named',
    elsewhere: (count: number) =>
      `${number('en', count)} ${count === 1 ? 'rule waits' : 'rules wait'} for something else altogether`,
    wouldFire: (changes: string) => `It would fire if ${changes}.`,
    and: ', and if ',
    limits: 'Limits, and what they had left',
    limit: (left: number, of: number) => `${number('en', left)} of ${number('en', of)} left`,
    decided: 'Decided then',
    decidedAt: (rung: string) => `at “${rung}”`,
    askedNow: 'Not considered then; asked again just now, by the rules of today.',
    otherRules: 'The rules have been changed since.',
    today: (verdict: string) => `By the rules of today it ${verdict}:`,
    offer: 'What became of the offer',
    fact: (value: string, source: string) => `${value} (${source}, `,
    nothing: 'No rule is loaded',
    again: 'The first thing that stood in the way',
  },
  de: {
    title: 'Warum, und warum nicht',
    titleOf: (post: number) => `Warum, und warum nicht: Beitrag ${post}`,
    question: 'Was hat jede Regel aus diesem Beitrag gemacht, und was müsste anders sein?',
    find: 'Erklären',
    story: 'Seine Geschichte',
    tryOut: 'Die Regel im Spielfeld probieren',
    tryPost: 'Eine Regel an diesem Beitrag probieren',
    link: 'Warum, und warum nicht, Regel für Regel',
    unwantedPost: (reasons: string) =>
      `Es wurde nichts angeboten: Was über diesen Beitrag gemeldet wurde, endete sofort, sein Text wurde nicht aufbewahrt. Warum: ${reasons}.`,
    unwantedTopic: (reasons: string) =>
      `Dieser Beitrag ist nicht verzeichnet. Was über sein Thema gemeldet wurde, endete sofort, Text wurde keiner aufbewahrt. Warum: ${reasons}.`,
    unwantedMeans:
      'Waypost sieht nur öffentliche Beiträge von Menschen an, dort, wo alle lesen dürfen. Von allem anderen bleibt, dass etwas kam, nie, was darin stand.',
    events: {
      'post.created': 'Als er geschrieben wurde',
      'post.edited': 'Als er geändert wurde',
    } as Readonly<Record<string, string>>,
    happened: (kind: string) => `Als dies geschah: ${kind}`,
    asked: 'Was gefragt wurde',
    noContent:
      'Der Text wird nicht mehr aufbewahrt, die Regeln lassen sich nicht noch einmal fragen. Unten steht, was damals entschieden wurde.',
    noContentNothing:
      'Damals betraf er keine Regel, und der Text wird nicht mehr aufbewahrt; die Regeln lassen sich nicht noch einmal fragen.',
    ended: (reason: string) => `Keine Regel wurde gefragt: ${reason}`,
    waits: 'Er wartet darauf, angesehen zu werden; die Regeln wurden noch nicht gefragt.',
    rules: 'Was die Regeln daraus gemacht haben',
    verdicts: {
      offer: 'bietet an',
      held: 'hält sich zurück',
      open: 'sähe ihn heute an',
      'passed over': 'ging vorbei',
    },
    openMeans:
      'Nach den heutigen Regeln würde es angesehen; der Rest lässt sich nur entscheiden, während es geschieht.',
    passedOver: 'Vorbeigegangen',
    passedOverQuestion: 'Regeln, denen an dem Beitrag etwas fehlte; das Erste davon ist genannt',
    elsewhere: (count: number) =>
      `${number('de', count)} ${count === 1 ? 'Regel wartet' : 'Regeln warten'} auf etwas ganz anderes`,
    wouldFire: (changes: string) => `Sie würde greifen, wenn ${changes}.`,
    and: ' und wenn ',
    limits: 'Grenzen, und was davon übrig war',
    limit: (left: number, of: number) => `noch ${number('de', left)} von ${number('de', of)}`,
    decided: 'Damals entschieden',
    decidedAt: (rung: string) => `auf „${rung}“`,
    askedNow: 'Damals nicht in Betracht; eben noch einmal gefragt, nach den heutigen Regeln.',
    otherRules: 'Die Regeln wurden seither geändert.',
    today: (verdict: string) => `Nach den heutigen Regeln – sie ${verdict}:`,
    offer: 'Was aus dem Angebot wurde',
    fact: (value: string, source: string) => `${value} (${source}, `,
    nothing: 'Es ist keine Regel geladen',
    again: 'Das Erste, was im Weg stand',
  },
} as const;
