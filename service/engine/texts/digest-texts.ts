/** What the bot tells the staff of offers that wait for them; other languages get the English words. */
export interface DigestTexts {
  waiting(count: number): string;
  line(offer: { rule: string; guide: string; until: string }): string;
  more(count: number): string;
  decide(url: string): string;
}

const texts: { en: DigestTexts } & Record<string, DigestTexts | undefined> = {
  en: {
    waiting: (count) =>
      count === 1 ? 'One offer waits for a decision:' : `${count} offers wait for a decision:`,
    line: ({ rule, guide, until }) => `- \`${rule}\` proposes “${guide}”, until ${until}`,
    more: (count) => `- and ${count} more`,
    decide: (url) => `Decide under [Approvals](${url}).`,
  },
  de: {
    waiting: (count) =>
      count === 1
        ? 'Ein Angebot wartet auf eine Entscheidung:'
        : `${count} Angebote warten auf eine Entscheidung:`,
    line: ({ rule, guide, until }) => `- \`${rule}\` schlägt „${guide}“ vor, bis ${until}`,
    more: (count) => `- und ${count} weitere`,
    decide: (url) => `Entschieden wird unter [Freigaben](${url}).`,
  },
};

export function digestTextsIn(locale: string): DigestTexts {
  return texts[locale] ?? texts[locale.split('-')[0] ?? ''] ?? texts.en;
}
