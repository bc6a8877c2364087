import type { Language } from '../../look/language.ts';

export interface RuleHistoryTexts {
  title: string;
  question: string;
  answer: (message: string) => string;
  answerPinned: (message: string) => string;
  answerNone: string;
  link: string;
  pinned: (by: string) => string;
  pinnedMeans: string;
  follow: string;
  trouble: string;
  none: string;
  noneNext: string;
  commit: string;
  author: string;
  made: string;
  changed: string;
  noRules: string;
  inForce: string;
  waits: string;
  faulty: string;
  back: string;
  backWhy: string;
  gone: string;
}

export const ruleHistoryTexts: Record<Language, RuleHistoryTexts> = {
  en: {
    title: 'History of the rules',
    question: 'Which version decides, who made it, and what came before?',
    answer: (message) => `“${message}” decides at present.`,
    answerPinned: (message) => `Somebody went back: “${message}” decides, and newer versions wait.`,
    answerNone: 'No version of the repository decides yet.',
    link: 'History of the rules',
    pinned: (by) => `${by} went back to an earlier version`,
    pinnedMeans: 'What is pushed meanwhile waits until you follow the branch again.',
    follow: 'Follow the branch again',
    trouble: 'The repository could not be fetched',
    none: 'Nothing was fetched yet',
    noneNext: 'The branch is fetched every few minutes, and at once when a push is told of.',
    commit: 'Version',
    author: 'By',
    made: 'When',
    changed: 'Changed',
    noRules: 'no rule',
    inForce: 'decides',
    waits: 'waits',
    faulty: 'has faults',
    back: 'Go back to this',
    backWhy: 'Why?',
    gone: 'This version is not among the newest of the branch any more. Choose another, or revert it in the repository.',
  },
  de: {
    title: 'Verlauf der Regeln',
    question: 'Welche Fassung entscheidet, von wem ist sie, und was war davor?',
    answer: (message) => `Zurzeit entscheidet „${message}“.`,
    answerPinned: (message) =>
      `Jemand ist zurückgegangen: „${message}“ entscheidet, neuere Fassungen warten.`,
    answerNone: 'Noch entscheidet keine Fassung aus dem Archiv.',
    link: 'Verlauf der Regeln',
    pinned: (by) => `${by} ist zu einer früheren Fassung zurückgegangen`,
    pinnedMeans: 'Was inzwischen ins Archiv kommt, wartet, bis dem Zweig wieder gefolgt wird.',
    follow: 'Dem Zweig wieder folgen',
    trouble: 'Das Archiv war nicht zu erreichen',
    none: 'Noch nichts geholt',
    noneNext: 'Der Zweig wird alle paar Minuten geholt, und sofort, wenn das Archiv eine Änderung meldet.',
    commit: 'Fassung',
    author: 'Von',
    made: 'Wann',
    changed: 'Geändert',
    noRules: 'keine Regel',
    inForce: 'entscheidet',
    waits: 'wartet',
    faulty: 'hat Fehler',
    back: 'Zu dieser zurück',
    backWhy: 'Warum?',
    gone: 'Diese Fassung gehört nicht mehr zu den neuesten des Zweigs. Wähle eine andere, oder nimm die Änderung im Archiv zurück.',
  },
};
