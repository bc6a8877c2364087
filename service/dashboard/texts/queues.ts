/** What we say on the page of the queues, which is not ours. */
export const queueTexts = {
  en: { back: 'Back to the dashboard' },
  de: { back: 'Zurück zum Dashboard' },
} as const;
