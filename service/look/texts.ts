import type { Language } from './language.ts';

/** What the shell of every page says by itself. */
export interface LookTexts {
  skip: string;
  navigation: string;
  justNow: string;
  keysTitle: string;
  keySearch: string;
  keyHelp: string;
  close: string;
  offline: string;
  updated: string;
  details: string;
}

export const lookTexts = {
  en: {
    skip: 'To the content',
    navigation: 'Pages',
    justNow: 'just now',
    keysTitle: 'Keys',
    keySearch: 'Go to the search field',
    keyHelp: 'Show these keys',
    close: 'Close',
    offline: 'No connection. The page shows what was true at {time}; it goes on by itself.',
    updated: 'Connected again.',
    details: 'Details',
  },
  de: {
    skip: 'Zum Inhalt',
    navigation: 'Seiten',
    justNow: 'gerade eben',
    keysTitle: 'Tasten',
    keySearch: 'Zum Suchfeld springen',
    keyHelp: 'Diese Tasten zeigen',
    close: 'Schließen',
    offline: 'Keine Verbindung. Die Seite zeigt den Stand von {time} und macht von selbst weiter.',
    updated: 'Wieder verbunden.',
    details: 'Einzelheiten',
  },
} satisfies Record<Language, LookTexts>;
