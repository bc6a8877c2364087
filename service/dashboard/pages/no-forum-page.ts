import type { Language } from '../../look/language.ts';
import { page } from '../../look/page.ts';

const words = {
  en: {
    title: 'Waypost runs here',
    question: 'Where is the page that you are looking for?',
    answer: 'The pages of each forum have an address of their own. Who runs this Waypost knows it.',
  },
  de: {
    title: 'Hier läuft Waypost',
    question: 'Wo ist die Seite, die Sie suchen?',
    answer: 'Die Seiten jedes Forums haben eine eigene Adresse. Wer dieses Waypost betreibt, kennt sie.',
  },
} as const;

/** For an address that belongs to no forum of an installation. It names none: whoever stands here may be a stranger. */
export function noForumPage(language: Language): string {
  return page({ language, ...words[language], body: '', width: 'narrow' });
}
