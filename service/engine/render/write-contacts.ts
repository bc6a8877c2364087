import { contactsFor } from '../../rulebook/care/contacts.ts';
import type { Site } from '../../rulebook/site.ts';
import { guideTextsIn } from '../texts/guide-texts.ts';

/** Whom a member in need can reach outside the forum, as the last part of a guide; empty where nobody is named. */
export function writeContacts({ care }: Site, locale: string): string {
  const contacts = contactsFor(care.contacts, locale);
  if (contacts.length === 0) return '';
  const lines = contacts.map(({ name, region, reach, url }) => {
    const named = url === null ? name : `[${name}](${url})`;
    return `- ${region === null ? `**${named}**` : `**${named}** (${region})`}: ${reach}`;
  });
  return `${guideTextsIn(locale).peopleToReach}\n\n${lines.join('\n')}`;
}
