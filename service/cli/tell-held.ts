import type { MemberId } from '../model/ids.ts';
import { type Retention, keptPartNames } from '../privacy/retention.ts';
import { keptWords, sayUntil } from '../privacy/say-kept.ts';
import type { HeldParts } from '../storage/members/export-member.ts';

/** What is held about a member, each part with what it is, why it is held and for how long. */
export function tellHeld(
  held: HeldParts,
  about: { id: MemberId; forumUrl: string; retention: Retention },
): Record<string, unknown> {
  const { id, forumUrl, retention } = about;
  const parts = Object.fromEntries(
    keptPartNames.flatMap((part) => {
      if (!(part in held)) return [];
      const { name, what, why } = keptWords.en[part];
      const kept = { kept: sayUntil(part, retention, 'en'), ...wordsOf(part, retention) };
      return [[part, { name, what, why, ...kept, held: held[part as keyof HeldParts] }]];
    }),
  );
  return {
    about: `Everything that Waypost holds about member ${id} of ${forumUrl}.`,
    forWhom: 'For this member alone. Help in hard moments is in it too.',
    notInIt: [
      'What the forum keeps, and what its plugin keeps: members download that at /waypost/my-data.json of the forum.',
      'Logs, queues and numbers hold no text and no name.',
    ],
    made: new Date().toISOString(),
    parts,
  };
}

/** The words of an offer are kept for less long than that it was made. */
function wordsOf(part: string, retention: Retention): Record<string, string> {
  return part === 'offers' ? { wordsKept: sayUntil('offerTexts', retention, 'en') } : {};
}
