import { createHash } from 'node:crypto';

import type { FastifyRequest } from 'fastify';

import type { ForumCore } from '../forum-core.ts';
import type { ForumMember, RememberedAnswer } from '../state/records.ts';

/**
 * Gives identical requests of one caller the first one's answer for a while, refusals of the text included. Two requests are the same
 * when member, parameters, address, user agent and referrer are.
 */
export function rememberAnswer(
  core: ForumCore,
  { author, fingerprint, request }: { author: ForumMember; fingerprint: string; request: FastifyRequest },
  produce: () => Pick<RememberedAnswer, 'status' | 'body'>,
): Pick<RememberedAnswer, 'status' | 'body'> {
  const { 'user-agent': agent = '', referer = '' } = request.headers;
  const id = createHash('sha256')
    .update(JSON.stringify([author.username, fingerprint, request.ip, agent, referer]))
    .digest('hex');
  const now = core.now().getTime();
  const remembered = core.state.rememberedAnswers.get(id);
  if (remembered && remembered.expiresAt > now) return remembered;
  return core.state.together(() => {
    forgetOld(core, now);
    const answer = produce();
    core.state.rememberedAnswers.put({ id, expiresAt: now + core.limits.rememberAnswersMs, ...answer });
    return answer;
  });
}

function forgetOld(core: ForumCore, now: number): void {
  for (const { id, expiresAt } of core.state.rememberedAnswers.all()) {
    // In the order in which they came, so that the first fresh one ends the search.
    if (expiresAt > now) return;
    core.state.rememberedAnswers.remove(id);
  }
}
