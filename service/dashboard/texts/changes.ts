/** What the page about changes says. */
export const changesTexts = {
  en: {
    nav: 'Changes',
    title: 'Changes',
    question: 'Who changed what, when, and why?',
    answer: (count: number, more: boolean) => {
      if (count === 0) return 'Nothing was changed that fits.';
      if (more) return `The newest ${count} changes that fit, newest first.`;
      return count === 1 ? 'One change fits.' : `${count} changes fit, newest first.`;
    },
    none: 'Nobody has changed anything yet',
    noneNext: 'What is paused, moved, replayed or decided here or on the command line is kept on this page.',
    nothingFits: 'Nothing fits',
    nothingFitsNext: 'Ask for less, or see all changes.',
    filter: 'Which changes',
    anybody: 'anybody',
    anything: 'anything',
    text: 'Words of the subject or the reason',
    show: 'Show',
    all: 'All changes',
    older: 'Older ones',
    member: (id: number) => `member ${id}`,
    byPassword: 'with the password',
    noReason: 'no reason given',
    seeAll: 'All changes',
  },
  de: {
    nav: 'Änderungen',
    title: 'Änderungen',
    question: 'Wer hat was geändert, wann und warum?',
    answer: (count: number, more: boolean) => {
      if (count === 0) return 'Keine Änderung passt dazu.';
      if (more) return `Die ${count} neuesten passenden Änderungen, neueste zuerst.`;
      return count === 1 ? 'Eine Änderung passt.' : `${count} Änderungen passen, neueste zuerst.`;
    },
    none: 'Noch hat niemand etwas geändert',
    noneNext:
      'Was hier oder auf der Befehlszeile angehalten, verschoben, wiederholt oder entschieden wird, steht auf dieser Seite.',
    nothingFits: 'Nichts passt',
    nothingFitsNext: 'Bitte die Auswahl weiter fassen oder alle Änderungen zeigen.',
    filter: 'Welche Änderungen',
    anybody: 'alle',
    anything: 'alles',
    text: 'Wörter aus Gegenstand oder Begründung',
    show: 'Zeigen',
    all: 'Alle Änderungen',
    older: 'Ältere',
    member: (id: number) => `Mitglied ${id}`,
    byPassword: 'mit dem Passwort',
    noReason: 'ohne Begründung',
    seeAll: 'Alle Änderungen',
  },
} as const;
