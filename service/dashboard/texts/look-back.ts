import type { Language } from '../../look/language.ts';

/** Every word about posts from before Waypost came. */
export interface LookBackTexts {
  title: string;
  /** Beside one decision. */
  mark: string;
  question: string;
  answer: (found: { posts: number; considered: number; offers: number }) => string;
  open: (posts: number) => string;
  none: string;
  noneNext: string;
  guide: string;
  times: string;
  forExample: string;
  never: string;
}

const number = (value: number, language: Language): string => value.toLocaleString(language);

export const lookBackTexts: Record<Language, LookBackTexts> = {
  en: {
    title: 'Looking back',
    mark: 'looking back',
    question: 'What would these rules have done on your forum before Waypost came?',
    answer: ({ posts, considered, offers }) =>
      `Of the newest ${number(posts, 'en')} public posts, rules looked closer at ${number(considered, 'en')} and would have offered a guide ${offers === 1 ? 'once' : `${number(offers, 'en')} times`}.`,
    open: (posts) => `${number(posts, 'en')} posts are still being read.`,
    none: 'No rule would have offered anything',
    noneNext:
      'The words of the rules do not occur in these posts. Add what your members really write to the rules.',
    guide: 'Guide',
    times: 'Times',
    forExample: 'For example under',
    never: 'Looking back is a rehearsal: nothing of it was or will be sent, also when a rule is promoted.',
  },
  de: {
    title: 'Rückblick',
    mark: 'Rückblick',
    question: 'Was hätten diese Regeln in diesem Forum getan, bevor Waypost kam?',
    answer: ({ posts, considered, offers }) =>
      `Von den neuesten ${number(posts, 'de')} öffentlichen Beiträgen betrachteten Regeln ${number(considered, 'de')} genauer und hätten ${offers === 1 ? 'einmal' : `${number(offers, 'de')}-mal`} eine Anleitung angeboten.`,
    open: (posts) => `${number(posts, 'de')} Beiträge werden noch gelesen.`,
    none: 'Keine Regel hätte etwas angeboten',
    noneNext:
      'Die Wörter der Regeln kommen in diesen Beiträgen nicht vor. In die Regeln gehört, was Mitglieder wirklich schreiben.',
    guide: 'Anleitung',
    times: 'Mal',
    forExample: 'Zum Beispiel unter',
    never:
      'Der Rückblick ist eine Probe: Nichts davon wurde oder wird gesendet, auch wenn eine Regel aufsteigt.',
  },
};
