import type { ChangedBy } from '../../steer/actions.ts';
import type { Session } from './sessions.ts';

/** Who makes a change on the dashboard, as it is kept beside the change. */
export function changedBy(session: Session | null, why: string): ChangedBy {
  if (!session) throw new Error('a change was asked for outside the guard');
  return { who: session.who, memberId: session.memberId, madeOn: 'dashboard', why };
}
