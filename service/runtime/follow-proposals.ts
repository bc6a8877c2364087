import type { Logger } from 'pino';
import { whoReadsTopic } from '../forum/who-reads-topic.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { createApproverCaller } from '../sweep/call-approvers.ts';
import { type Repeating, repeat } from '../sweep/repeat.ts';
import { createStaffTeller } from '../sweep/tell-staff.ts';
import type { ConnectedForum } from './forums.ts';
import type { Stores } from './stores.ts';

export interface FollowProposalsDeps {
  stores: Stores;
  rulebook(): Rulebook;
  publicUrl: string | null;
  log: Logger;
  /** What to do with the failure of a task of this name. */
  report(task: string): (error: unknown) => void;
}

/** What becomes of proposed offers by time alone: people are told of them, and what nobody decides ends. */
export function followProposals(
  { stores, report, ...deps }: FollowProposalsDeps,
  { id, client, known }: Pick<ConnectedForum, 'id' | 'client' | 'known'>,
): Repeating[] {
  // The stores last: whoever calls may hand over more, and other things by their names.
  const whoReads = (topic: number) => whoReadsTopic({ client, known }, topic);
  const telling = { ...deps, ...stores, client, whoReads };
  const tellStaff = createStaffTeller(telling, id);
  const callApprovers = createApproverCaller(telling, id);
  return [
    repeat(tellStaff, { everyMs: 15_000, onError: report('staff topic') }),
    repeat(callApprovers, { everyMs: 5_000, onError: report('approvers') }),
    repeat(async () => void (await stores.reviews.expire(id)), {
      everyMs: 5_000,
      onError: report('undecided offers'),
    }),
  ];
}
