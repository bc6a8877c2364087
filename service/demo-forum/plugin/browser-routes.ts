import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import { sendJson, sendRefusal, writeJson } from '../api/answer.ts';
import type { DemoForum } from '../demo-forum.ts';
import { refuseWhileReadOnly } from '../posting/change-post.ts';
import { visitOf } from '../pages/visit.ts';
import type { PageOptions } from '../pages/visit.ts';
import { ForumRefusal } from '../refusal.ts';
import type { ForumMember } from '../state/records.ts';
import { bannerOf, cardAnswer, cardsUnder } from './cards.ts';
import { myData } from './my-data.ts';
import { overview } from './overview.ts';
import { sayFaults } from './read-offer.ts';
import { snoozeDays } from './vocabulary.ts';
import { preferenceChange } from './wish-acts.ts';

const ownCard = z.object({ id: z.string() });

/** What the browser of a member asks for (§3): their own cards and wishes only, and nothing for API keys. */
export function addBrowserRoutes(app: FastifyInstance, forum: DemoForum, options: PageOptions): void {
  const { core, waypost } = forum;
  const serve = (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    /** `undefined` is an answer without a body. */
    handle: (member: ForumMember, request: FastifyRequest) => unknown,
  ): void =>
    void app.route({
      method,
      url: `${path.startsWith('/') ? '' : '/waypost/'}${path}.json`,
      handler: (request, reply) =>
        answer(reply, () => {
          if (request.headers['api-key'] !== undefined || isForeign(request))
            throw new ForumRefusal({ kind: 'forbidden' });
          if (method !== 'GET') refuseWhileReadOnly(core);
          return handle(visitOf(forum, options, request).member, request);
        }),
    });
  const idOf = (request: FastifyRequest): string => ownCard.parse(request.params).id;
  const card = 'cards/:id(^[A-Za-z0-9_-]{1,100})';

  serve('GET', 'cards', (member, { query }) => {
    const { post_ids } = z.object({ post_ids: z.string().regex(/^\d+(,\d+){0,49}$/) }).parse(query);
    const posts = post_ids
      .split(',')
      .map((id): [string, unknown] => [
        id,
        cardsUnder(core, member.id, Number(id)).map((offer) => cardAnswer(core, offer)),
      ]);
    return { posts: Object.fromEntries(posts) };
  });
  serve('GET', 'banners', (member) => {
    const banner = bannerOf(core, member.id);
    return { banners: banner ? [cardAnswer(core, banner)] : [] };
  });
  serve('POST', 'cards/seen', ({ username }, { body }) =>
    waypost.see({ as: username, ids: z.object({ ids: z.array(z.string()).min(1).max(50) }).parse(body).ids }),
  );
  serve(
    'POST',
    `${card}/click`,
    ({ username }, request) => void waypost.click({ as: username, id: idOf(request) }),
  );
  serve(
    'POST',
    `${card}/dismiss`,
    ({ username }, request) => void waypost.dismiss({ as: username, id: idOf(request) }),
  );
  serve('POST', `${card}/rate`, ({ username }, request) => {
    const { helped } = z.object({ helped: z.boolean() }).parse(request.body);
    return { card: cardAnswer(core, waypost.rate({ as: username, id: idOf(request), helped })) };
  });
  serve('POST', `${card}/snooze`, ({ username }, request) => {
    const { days } = z.object({ days: z.literal([...snoozeDays]) }).parse(request.body);
    return { until: waypost.snooze({ as: username, id: idOf(request), days }) };
  });
  serve('POST', `${card}/restore`, ({ username }, request) => ({
    card: cardAnswer(core, waypost.restore({ as: username, id: idOf(request) })),
  }));
  serve('POST', `${card}/decline-kind`, ({ username }, request) => {
    const { kind } = waypost.declineKind({ as: username, id: idOf(request) });
    return { kind, preferences: waypost.preferences(username) };
  });
  serve('POST', `${card}/ask-person`, ({ username }, request) => ({
    message: waypost.askPerson({ as: username, id: idOf(request) }),
  }));
  serve('PUT', `${card}/steps/:key(^[a-z0-9-]{1,40})`, ({ username }, request) => {
    const { done } = z.object({ done: z.boolean() }).parse(request.body);
    const { key } = z.object({ key: z.string() }).parse(request.params);
    return {
      card: cardAnswer(core, waypost.markStep({ as: username, id: idOf(request), step: key, done })),
    };
  });
  serve('GET', 'preferences', ({ username }) => ({ preferences: waypost.preferences(username) }));
  serve('PUT', 'preferences', ({ username }, { body }) => {
    const { preferences } = z.object({ preferences: preferenceChange }).parse(body);
    return { preferences: waypost.changePreferences({ as: username, preferences }) };
  });
  serve('GET', '/admin/plugins/discourse-waypost/overview', ({ admin }) => {
    if (!admin) throw new ForumRefusal({ kind: 'not_found' });
    return { overview: overview(core, options.dashboardUrl) };
  });
  serve('GET', 'my-data', (member) => myData(core, member));
  serve('DELETE', 'my-data', ({ username }) => waypost.erase({ as: username }));
}

function answer(reply: FastifyReply, work: () => unknown): FastifyReply {
  const frame = { startedAt: performance.now() };
  try {
    const body = work();
    if (body === undefined) return reply.code(204).send();
    return sendJson(reply, frame, 200, writeJson(body, 'escaped'));
  } catch (error) {
    if (error instanceof ForumRefusal) return sendRefusal(reply, frame, error.refusal);
    if (!(error instanceof z.ZodError)) throw error;
    return sendJson(reply, frame, 422, writeJson({ errors: sayFaults(error) }, 'escaped'));
  }
}

function isForeign(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}
