import { z } from 'zod';

const sentToPlugin = z.object({ offer: z.object({ raw: z.string() }) });

/** The text of a reply within the bytes that were sent: the bytes themselves, or a part of what the plugin was told. */
export function wordsWritten(body: string): string {
  if (!body.startsWith('{')) return body;
  const told = sentToPlugin.safeParse(JSON.parse(body));
  return told.success ? told.data.offer.raw : body;
}

/** Whether a text still has the words it was sent with. Discourse itself changes addresses, when it keeps a copy of a picture. */
export function areSameWords(one: string, other: string): boolean {
  return withoutAddresses(one) === withoutAddresses(other);
}

function withoutAddresses(text: string): string {
  return text
    .replace(/(?:https?:|upload:)[^\s)>"]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
