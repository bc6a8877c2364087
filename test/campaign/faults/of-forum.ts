import { setTimeout as sleep } from 'node:timers/promises';
import { misbehaviourModes } from '../../../service/demo-forum/misbehaviour.ts';
import type { Fault } from './fault.ts';

const forMs = 6_000;

/** Every way in which the demo forum can fail its callers, as Discourse does: `forum-too-many-requests`, `forum-slow` … */
export const forumFaults: Readonly<Record<string, Fault>> = {
  ...Object.fromEntries(
    misbehaviourModes
      // What a moderator has to approve is no loss, and stands nowhere until then.
      .filter((mode) => mode !== 'held-for-approval')
      .map((mode): [string, Fault] => [
        `forum-${mode}`,
        {
          what: `the forum: ${mode} for six seconds`,
          async strike({ stage }) {
            await stage.forum.misbehave({ mode, delayMs: 3_000, retryAfterSeconds: 2 });
            await sleep(forMs);
            await stage.forum.behave();
          },
        },
      ]),
  ),
  'forum-everything': {
    what: 'the forum: one failure after the other',
    async strike({ stage, random }) {
      const modes = misbehaviourModes.filter((mode) => mode !== 'held-for-approval');
      for (let turn = 0; turn < 6; turn += 1) {
        await stage.forum.misbehave({
          mode: random.pick(modes),
          times: 1 + random.below(3),
          delayMs: 3_000,
          retryAfterSeconds: 1,
        });
        await sleep(1_000);
      }
      await stage.forum.behave();
    },
  },
};
