/** Somebody outside the forum whom a member in need can reach, in a language and, where it matters, in a region. */
export interface Contact {
  name: string;
  /** Where they help; null: wherever the language is spoken. */
  region: string | null;
  /** How they are reached, as a person would say it: a telephone number, hours. */
  reach: string;
  url: string | null;
}

/** The contacts for a language: its own, or those of the language without a region. */
export function contactsFor(
  contacts: ReadonlyMap<string, readonly Contact[]>,
  locale: string,
): readonly Contact[] {
  return contacts.get(locale) ?? contacts.get(locale.split('-')[0] ?? '') ?? [];
}
