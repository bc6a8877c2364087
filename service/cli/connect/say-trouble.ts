import { explainFailure } from '../../connect/explain-failure.ts';
import { english } from '../../connect/texts/en.ts';
import type { ConnectTrouble } from '../../connect/trouble.ts';
import type { DiscourseError } from '../../discourse/discourse-error.ts';

/** Why connecting does not work, to whoever sits at a terminal. */
export function sayTrouble(trouble: ConnectTrouble): string {
  return english.trouble(trouble, {
    ownAddress: 'Name its address by --url https://waypost.example',
    otherBot: 'choose another name with --bot',
    adopt: 'say --adopt',
    byHand: '--by-hand says how',
    disconnect: 'waypost disconnect',
  });
}

/** What a forum's answer, or its silence, means to whoever runs a command. */
export function sayUnreachable(forumUrl: string, error: DiscourseError): string {
  return sayTrouble(explainFailure(forumUrl, error));
}
