import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault.ts';

/** What members, and other bots among them, can do. */
export const memberFaults: Readonly<Record<string, Fault>> = {
  'two-bots': {
    what: 'another bot answers every reply of ours with words that fire a rule',
    async strike({ stage }) {
      const echo = await stage.forum.addMember({
        username: `echo${Date.now() % 1e6}`,
        name: 'Echo',
        trustLevel: 2,
      });
      const answered = new Set<number>();
      for (let round = 0; round < 8; round += 1) {
        const ours = (await stage.forum.posts()).filter(
          ({ username, id }) => username === 'waypost' && !answered.has(id),
        );
        for (const post of ours.slice(-5)) {
          answered.add(post.id);
          const raw = `As you say, the ${stage.limits.rules[0]?.phrase ?? ''} it is, number ${post.id}.`;
          await stage.forum
            .write({ as: echo.username, topicId: post.topicId, replyToPostNumber: post.number, raw })
            .catch(() => undefined);
        }
        await sleep(700);
      }
    },
  },
};
