import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { writeJson } from '../api/answer.ts';
import { serveCall } from '../api/serve-call.ts';
import type { ApiDeps, Call, Result, Route } from '../api/serve-call.ts';
import { botUsername } from '../bot-account.ts';
import type { ForumCore } from '../forum-core.ts';
import { refuseWhileReadOnly } from '../posting/change-post.ts';
import { countPluginCall } from '../posting/rate-limit.ts';
import { ForumRefusal } from '../refusal.ts';
import { capabilities } from './capabilities.ts';
import { membersAnswer, topicsAnswer } from './facts.ts';
import type { OfferRefusal } from './find-refusal.ts';
import { offerAnswer, offerStateAnswer } from './offer-answer.ts';
import { putDirectory } from './put-directory.ts';
import { putOffer } from './put-offer.ts';
import { readOffer } from './read-offer.ts';
import { outboxPage } from './signals.ts';
import { limitsOfContract } from './vocabulary.ts';
import { withdrawOffer } from './withdraw-offer.ts';

const offerPath = '/waypost/offers/:id(^[A-Za-z0-9_-]{1,100}).json';

/** What the service calls (§1): an API key that acts as the bot's account, and nothing else. */
export function addServiceRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { core } = deps;
  const serve = (route: Route, handle: (call: Call) => Result): void =>
    serveCall(app, deps, route, (call) => {
      if (call.caller.key === null || call.viewer?.username !== botUsername)
        throw new ForumRefusal({ kind: 'forbidden' });
      countPluginCall(core);
      if (route.method !== 'GET') refuseWhileReadOnly(core);
      noteCall(core, route.name);
      return handle(call);
    });
  const get = (path: string, name: string, kind: Route['kind']): Route => ({
    method: 'GET',
    paths: [`/waypost/${path}.json`],
    name: `discourse_waypost/${name}`,
    kind,
  });

  serve(get('capabilities', 'capabilities/show', 'read-site'), () => json(200, capabilities(core)));
  serve(get('signals', 'signals/index', 'read-signals'), ({ query }) => {
    const page = readPage(query);
    core.state.waypost.calls.put({ id: 'signals', at: core.now().toISOString(), cursor: page.after });
    return json(200, outboxPage(core, page));
  });
  serve(get('facts/members', 'facts/members', 'read-facts'), ({ query }) =>
    json(200, membersAnswer(core, readIds(query))),
  );
  serve(get('facts/topics', 'facts/topics', 'read-facts'), ({ query }) =>
    json(200, topicsAnswer(core, readIds(query))),
  );
  serve(
    {
      method: 'PUT',
      paths: ['/waypost/resources.json'],
      name: 'discourse_waypost/resources/update',
      kind: 'put-directory',
    },
    ({ body }) => {
      const put = putDirectory(core, body);
      return 'faults' in put ? invalid(put.faults) : json(200, put);
    },
  );

  const offers = (method: 'GET' | 'PUT' | 'DELETE', action: string, kind: Route['kind']): Route => ({
    method,
    paths: [offerPath],
    name: `discourse_waypost/offers/${action}`,
    kind,
  });
  serve(offers('GET', 'show', 'read-offer'), (call) => {
    const offer = core.state.waypost.offers.get(idOf(call));
    if (!offer) throw new ForumRefusal({ kind: 'not_found' });
    return json(200, { offer: offerStateAnswer(offer) });
  });
  serve(offers('PUT', 'update', 'put-offer'), (call) => {
    const read = readOffer(call.body);
    if ('faults' in read) return invalid(read.faults);
    const outcome = putOffer(core, idOf(call), read.request);
    if (outcome.kind === 'refused') return refused(outcome.refusal, outcome.replayed);
    if (outcome.kind === 'different')
      return json(409, {
        errors: ['This id has been used for another offer.'],
        error_type: 'different_offer',
      });
    const { offer, replayed } = outcome;
    return json(replayed ? 200 : 201, { offer: offerAnswer(offer), replayed });
  });
  serve(offers('DELETE', 'destroy', 'withdraw-offer'), (call) => {
    const withdrawn = withdrawOffer(core, idOf(call));
    return 'code' in withdrawn ? refused(withdrawn, false) : json(200, { offer: offerAnswer(withdrawn) });
  });
}

/** `discourse_waypost/offers/update` is a call of `offers`. */
function noteCall(core: ForumCore, route: string): void {
  const id = route.split('/')[1] ?? route;
  const { calls } = core.state.waypost;
  calls.put({ id, at: core.now().toISOString(), cursor: calls.get(id)?.cursor ?? null });
}

function refused({ code, retryAt, errors }: OfferRefusal, replayed: boolean): Result {
  return json(422, { errors, error_type: 'refused', code, retry_at: retryAt, replayed });
}

function invalid(errors: readonly string[]): Result {
  return json(400, { errors, error_type: 'invalid_parameters' });
}

function json(status: 200 | 201 | 400 | 409 | 422, body: unknown): Result {
  return { status, json: writeJson(body, 'escaped') };
}

function idOf(call: Call): string {
  return call.params['id'] ?? '';
}

const pageQuery = z.object({
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(Number)
    .optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .default(100),
});

function readPage(query: unknown): { after: number | null; limit: number } {
  const read = pageQuery.safeParse(query);
  if (!read.success) throw badParameter(read.error);
  const { after = null, limit } = read.data;
  return { after, limit: Math.min(Math.max(limit, 1), limitsOfContract.signals) };
}

const idsQuery = z.object({ ids: z.string().regex(/^\d{1,10}(,\d{1,10})*$/) });

function readIds(query: unknown): number[] {
  const read = idsQuery.safeParse(query);
  if (!read.success) throw badParameter(read.error);
  const ids = read.data.ids.split(',').map(Number);
  if (ids.length > limitsOfContract.facts_ids) throw new ForumRefusal({ kind: 'bad_parameter', name: 'ids' });
  return ids;
}

function badParameter({ issues }: z.ZodError): ForumRefusal {
  return new ForumRefusal({ kind: 'bad_parameter', name: issues[0]?.path.join('.') ?? 'query' });
}
