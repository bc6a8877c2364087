/** The private message that calls the approvers of care; it says nothing of what it is about. */
export interface CallTexts {
  title: string;
  text(until: string): string;
  where(url: string | null): string;
}

const texts: { en: CallTexts } & Record<string, CallTexts | undefined> = {
  en: {
    title: 'Somebody may need you',
    text: (until) => `Something waits for you until ${until}. Nothing of it is said here.`,
    where: (url) =>
      url === null
        ? 'It is on the dashboard under Approvals; sign in with this account.'
        : `Please look under [Approvals](${url}), signed in with this account.`,
  },
  de: {
    title: 'Vielleicht braucht dich jemand',
    text: (until) => `Etwas wartet auf dich, bis ${until}. Hier steht nichts davon.`,
    where: (url) =>
      url === null
        ? 'Es steht auf dem Dashboard unter Freigaben; melde dich mit diesem Konto an.'
        : `Bitte sieh unter [Freigaben](${url}) nach, angemeldet mit diesem Konto.`,
  },
};

export function callTextsIn(locale: string): CallTexts {
  return texts[locale] ?? texts[locale.split('-')[0] ?? ''] ?? texts.en;
}
