/** What the page of troubles says of guides that the forum's plugin does not take. */
export const refusedGuideTexts = {
  en: {
    title: 'Guides that the plugin does not take',
    question:
      'The others are in its directory. Mend the file; it is given again as soon as the rules are read anew.',
    guide: (id: string, locale: string | null) => (locale === null ? id : `${id} (${locale})`),
    all: 'All guides together',
  },
  de: {
    title: 'Wegweiser, die das Plugin nicht annimmt',
    question:
      'Die anderen stehen in seinem Verzeichnis. Sobald die Datei berichtigt und gelesen ist, wird sie erneut übergeben.',
    guide: (id: string, locale: string | null) => (locale === null ? id : `${id} (${locale})`),
    all: 'Alle Wegweiser zusammen',
  },
};
