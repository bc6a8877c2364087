import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { Session } from '../sign-in/sessions.ts';

/** The account that the forum vouches for; null where only a password was asked, which proves no name. */
export function accountOf({ memberId, who }: Pick<Session, 'memberId' | 'who'>): string | null {
  return memberId === null ? null : who;
}

/** The care rules whose approvers name this reader: an approver by role as well, signed in with the forum account. */
export function careRulesOf(
  session: Pick<Session, 'memberId' | 'who' | 'roles'>,
  rulebook: Rulebook | null,
): string[] {
  const account = accountOf(session)?.toLowerCase();
  if (account === undefined || !session.roles.includes('approver')) return [];
  return [...(rulebook?.rules.values() ?? [])]
    .filter(({ approvers }) => approvers.includes(account))
    .map(({ id }) => id);
}

/** Whether what was decided over care may be shown to this reader. */
export function seesCare(
  session: Pick<Session, 'memberId' | 'who' | 'roles'>,
  rulebook: Rulebook | null,
): boolean {
  return careRulesOf(session, rulebook).length > 0;
}
