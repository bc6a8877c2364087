import { type KeptPartName, type KeptUntil, type Retention, keptParts } from './retention.ts';

/** One thing that is held, in words for members. */
export interface SaidPart {
  name: string;
  /** What it is. */
  what: string;
  /** What it is needed for. */
  why: string;
}

type Words = Record<KeptPartName, SaidPart>;

const en: Words = {
  account: {
    name: 'Your account',
    what: 'Its number and name on the forum, trust level, groups, language, time zone, when you joined and were last there, your stage as a member, and what you have switched off.',
    why: 'To offer help that fits, in your language and at a good hour, and to leave you alone where you said so.',
  },
  stages: {
    name: 'Your way as a member',
    what: 'When you became a newcomer, a regular and so on, and how far you are in a series of guides.',
    why: 'So that nothing is offered twice or out of order.',
  },
  posts: {
    name: 'That you posted',
    what: 'Number, topic, category, time and author of public posts, without their text.',
    why: 'To know whether a post is your first, and whether somebody has answered.',
  },
  openTopics: {
    name: 'Topics of yours without an answer',
    what: 'Which of your topics wait for an answer, and since when.',
    why: 'To offer help where nobody answers.',
  },
  texts: {
    name: 'What you wrote in public',
    what: 'The text of public posts, as the forum tells it. Private messages are not read; of a message that Waypost itself began it reads one thing, whether you answer with the words that end it, such as “stop sending me these”.',
    why: 'To decide whether a guide would help. Repeated attempts need it while the work goes on.',
  },
  unreadable: {
    name: 'What could not be worked on',
    what: 'Notices of the forum that could not be read or decided, with the text in them.',
    why: 'So that an operator can put right what went wrong, and nothing is lost.',
  },
  decisions: {
    name: 'Decisions and their reasons',
    what: 'Which rules looked at a post of yours, what they decided and why: the facts at that time and which words fitted.',
    why: 'So that people can see later why you got a guide, or none. After that time only what was decided stays, without facts and words.',
  },
  offers: {
    name: 'What you were offered',
    what: 'Which guide, when, where, and what became of it.',
    why: 'So that you get nothing twice and not too much.',
  },
  offerTexts: {
    name: 'The words of what you were offered',
    what: 'The text of the reply, card or message as it was sent, and what people changed in it before.',
    why: 'To answer for what was said to you.',
  },
  feedback: {
    name: 'What you made of it',
    what: 'Whether you called it helpful, closed or put it off, ticked a step, opened a card’s link, or came back within two weeks. Nobody follows whether you open a link in a reply: the forum counts that, without names.',
    why: 'To stop rules that do not help.',
  },
  signals: {
    name: 'Signals of the forum’s plugin',
    what: 'That the forum told something, so that it counts once; its content only where it was not understood.',
    why: 'So that a “stop” or a vote is neither lost nor counted twice.',
  },
  sessions: {
    name: 'Being signed in here',
    what: 'For people with a role on these pages: name, groups, picture, browser and system, when they signed in.',
    why: 'To show these pages to nobody else.',
  },
  changes: {
    name: 'Changes you made here',
    what: 'For people with a role: who paused, approved or changed what, when and why. Also, that you said “stop”.',
    why: 'So that each change has an author. When the account is erased, the change stays and the name goes.',
  },
  wish: {
    name: 'What remains of an erased account',
    what: 'One keyed digest with what you had switched off. Nobody can read from it who you are.',
    why: 'So that your “no” holds even after everything else is gone.',
  },
};

const de: Words = {
  account: {
    name: 'Das Konto',
    what: 'Nummer und Name im Forum, Vertrauensstufe, Gruppen, Sprache, Zeitzone, Beitritt und letzter Besuch, die Phase als Mitglied und was abgestellt wurde.',
    why: 'Damit Hilfe passt, in der richtigen Sprache und zur richtigen Zeit kommt, und damit Ruhe ist, wo Ruhe gewünscht wurde.',
  },
  stages: {
    name: 'Der Weg als Mitglied',
    what: 'Wann jemand Neuling, Stammgast und so weiter wurde und wie weit eine Reihe von Anleitungen ist.',
    why: 'Damit nichts doppelt oder in falscher Folge kommt.',
  },
  posts: {
    name: 'Dass etwas geschrieben wurde',
    what: 'Nummer, Thema, Kategorie, Zeit und Verfasser öffentlicher Beiträge, ohne ihren Text.',
    why: 'Um zu wissen, ob ein Beitrag der erste ist und ob schon jemand geantwortet hat.',
  },
  openTopics: {
    name: 'Eigene Themen ohne Antwort',
    what: 'Welche Themen auf eine Antwort warten und seit wann.',
    why: 'Um dort zu helfen, wo niemand antwortet.',
  },
  texts: {
    name: 'Was öffentlich geschrieben wurde',
    what: 'Der Text öffentlicher Beiträge, wie das Forum ihn mitteilt. Private Nachrichten werden nicht gelesen; in einer Nachricht, die Waypost selbst begonnen hat, nur, ob die Antwort aus den Worten besteht, die alles abstellen, etwa „stopp, keine Wegweiser mehr“.',
    why: 'Um zu entscheiden, ob eine Anleitung hilft. Solange daran gearbeitet wird, brauchen auch weitere Versuche den Text.',
  },
  unreadable: {
    name: 'Was nicht bearbeitet werden konnte',
    what: 'Mitteilungen des Forums, die nicht lesbar waren oder nicht entschieden werden konnten, mit dem Text darin.',
    why: 'Damit sich ein Fehler beheben lässt und nichts verloren geht.',
  },
  decisions: {
    name: 'Entscheidungen und ihre Gründe',
    what: 'Welche Regeln einen Beitrag betrachtet haben, was sie entschieden haben und warum: die damaligen Tatsachen und welche Wörter passten.',
    why: 'Damit sich später sagen lässt, warum eine Anleitung kam oder nicht. Danach bleibt nur, was entschieden wurde, ohne Tatsachen und Wörter.',
  },
  offers: {
    name: 'Was angeboten wurde',
    what: 'Welche Anleitung, wann, wo, und was daraus wurde.',
    why: 'Damit nichts doppelt und nicht zu viel kommt.',
  },
  offerTexts: {
    name: 'Der Wortlaut der Angebote',
    what: 'Der Text der Antwort, Karte oder Nachricht, wie er gesendet wurde, und was Menschen zuvor daran geändert haben.',
    why: 'Um für das Gesagte einzustehen.',
  },
  feedback: {
    name: 'Was daraus gemacht wurde',
    what: 'Ob es half, geschlossen oder aufgeschoben wurde, welcher Schritt abgehakt, welcher Link einer Karte geöffnet wurde und ob jemand binnen zwei Wochen wiederkam. Ob jemand einen Link in einer Antwort öffnet, verfolgt niemand: Das zählt das Forum, ohne Namen.',
    why: 'Um Regeln anzuhalten, die nicht helfen.',
  },
  signals: {
    name: 'Signale des Plugins im Forum',
    what: 'Dass das Forum etwas mitgeteilt hat, damit es einmal zählt; der Inhalt nur, wenn er nicht verstanden wurde.',
    why: 'Damit ein „Stopp“ oder eine Stimme weder verloren geht noch doppelt zählt.',
  },
  sessions: {
    name: 'Hier angemeldet sein',
    what: 'Bei Menschen mit einer Rolle auf diesen Seiten: Name, Gruppen, Bild, Browser und System, Zeitpunkt der Anmeldung.',
    why: 'Damit niemand sonst diese Seiten sieht.',
  },
  changes: {
    name: 'Hier vorgenommene Änderungen',
    what: 'Bei Menschen mit einer Rolle: wer was wann und warum angehalten, freigegeben oder geändert hat. Außerdem, dass jemand „Stopp“ gesagt hat.',
    why: 'Damit jede Änderung einen Urheber hat. Wird das Konto gelöscht, bleibt die Änderung und der Name geht.',
  },
  wish: {
    name: 'Was von einem gelöschten Konto bleibt',
    what: 'Ein verschlüsselter Prüfwert mit dem, was abgestellt war. Niemand kann daraus lesen, um wen es geht.',
    why: 'Damit ein Nein auch dann gilt, wenn alles andere gelöscht ist.',
  },
};

/** Languages in which it can be told. */
export const keptWords = { en, de };

export type KeptLanguage = keyof typeof keptWords;

/** For how long, as a sentence's end: "72 hours after the work on it ended". */
export function sayUntil(part: KeptPartName, kept: Retention, language: KeptLanguage): string {
  const until: KeptUntil = keptParts[part].until;
  const words = spans[language];
  if (until === 'gone' || until === 'named' || until === 'always') return words[until];
  if ('days' in until) return words.days(until.days);
  return until.setting === 'textHours' ? words.hours(kept.textHours) : words.days(kept.decisionDays);
}

const spans = {
  en: {
    gone: 'until the account is erased',
    named: 'the name until the account is erased',
    always: 'for good; it names nobody',
    days: (days: number) => (days === 1 ? 'one day' : `${days} days`),
    hours: (hours: number) =>
      hours === 1 ? 'one hour after the work on it ended' : `${hours} hours after the work on it ended`,
  },
  de: {
    gone: 'bis das Konto gelöscht wird',
    named: 'der Name, bis das Konto gelöscht wird',
    always: 'auf Dauer; es nennt niemanden',
    days: (days: number) => (days === 1 ? 'einen Tag' : `${days} Tage`),
    hours: (hours: number) =>
      hours === 1 ? 'eine Stunde nach Ende der Arbeit daran' : `${hours} Stunden nach Ende der Arbeit daran`,
  },
};
