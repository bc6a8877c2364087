import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import type { DemoForum } from '../../demo-forum.ts';
import { helpersOf } from '../../plugin/cards.ts';
import { kinds, memberChannels, snoozeDays } from '../../plugin/vocabulary.ts';
import type { WaypostOffer } from '../../plugin/records.ts';
import { whilePluginIsOn } from '../../plugin/while-plugin-is-on.ts';
import { refuseWhileReadOnly } from '../../posting/change-post.ts';
import { ForumRefusal } from '../../refusal.ts';
import { backTo, ownForms } from '../own-forms.ts';
import type { AddForm } from '../own-forms.ts';
import { visitOf } from '../visit.ts';
import type { PageOptions, Visit } from '../visit.ts';
import { notFoundPage, refusedPage } from '../write-pages.ts';
import { personPage } from './person-page.ts';
import { settingsHref } from './settings-href.ts';
import { settingsPage } from './settings-page.ts';

const weekMs = 7 * 24 * 60 * 60_000;
const card = '/waypost/cards/:id(^[A-Za-z0-9_-]{1,100})';
const settings = '/u/:name/preferences/waypost';

/** The plugin's pages and buttons, there while the plugin is. */
export function addPluginPages(app: FastifyInstance, forum: DemoForum, options: PageOptions): void {
  whilePluginIsOn(app, forum, (plugin) => {
    addLooks(plugin, forum, options);
    const form = ownForms(plugin, forum, options);
    addCardForms(carefully(form), forum);
    addSettingsForms(carefully(form), forum);
  });
}

function addLooks(app: FastifyInstance, forum: DemoForum, options: PageOptions): void {
  app.get(`${card}/follow`, (request, reply) => {
    const visit = visitOf(forum, options, request);
    const offer = ownOffer(visit, idOf(request));
    if (!offer?.link) return sendPage(reply, 404, notFoundPage(visit));
    if (!forum.core.isReadOnly()) forum.waypost.click({ as: visit.member.username, id: offer.id });
    return reply.redirect(offer.link.url, 303);
  });
  app.get(`${card}/person`, (request, reply) => {
    const visit = visitOf(forum, options, request);
    const offer = ownOffer(visit, idOf(request));
    return sendPage(reply, offer ? 200 : 404, offer ? personPage(visit, offer) : notFoundPage(visit));
  });
  app.get(settings, (request, reply) => {
    const visit = visitOf(forum, options, request);
    if (!isOwn(visit, request)) return sendPage(reply, 404, notFoundPage(visit));
    const { done = null } = z.object({ done: z.enum(['saved', 'erased']).optional() }).parse(request.query);
    return sendPage(reply, 200, settingsPage(visit, done));
  });
}

function addCardForms(form: AddForm, forum: DemoForum): void {
  const { waypost } = forum;
  const act = (name: string, perform: (mine: { as: string; id: string }, body: unknown) => void): void =>
    form(`${card}/${name}`, ({ member }, request, reply) => {
      const id = idOf(request);
      perform({ as: member.username, id }, request.body);
      return backTo(reply, request, `card-${id}`);
    });
  act(
    'rate',
    (mine, body) =>
      void waypost.rate({ ...mine, helped: z.object({ helped: z.stringbool() }).parse(body).helped }),
  );
  act('dismiss', (mine) => void waypost.dismiss(mine));
  act('restore', (mine) => void waypost.restore(mine));
  act('decline-kind', (mine) => void waypost.declineKind(mine));
  act('snooze', (mine, body) => {
    const { days } = z.object({ days: z.coerce.number().pipe(z.literal([...snoozeDays])) }).parse(body);
    waypost.snooze({ ...mine, days });
  });
  form(`${card}/steps/:key(^[a-z0-9-]{1,40})`, ({ member }, request, reply) => {
    const { id, key } = z.object({ id: z.string(), key: z.string() }).parse(request.params);
    const { done } = z.object({ done: z.stringbool() }).parse(request.body);
    waypost.markStep({ as: member.username, id, step: key, done });
    return backTo(reply, request, `card-${id}`);
  });
  form(`${card}/ask-person`, ({ member }, request, reply) => {
    waypost.askPerson({ as: member.username, id: idOf(request) });
    return reply.redirect(`/waypost/cards/${idOf(request)}/person`, 303);
  });
  form(`${card}/person`, (visit, request, reply) => {
    if (!ownOffer(visit, idOf(request))) throw new ForumRefusal({ kind: 'not_found' });
    const { title, raw } = z.object({ title: z.string(), raw: z.string() }).parse(request.body);
    const to = helpersOf(forum.core, visit.member.id).map(({ username }) => username);
    const post = forum.writePost({ as: visit.member.username, title, raw, to });
    return reply.redirect(`/t/message/${post.topicId}`, 303);
  });
}

function addSettingsForms(form: AddForm, forum: DemoForum): void {
  const own = (path: string, perform: (visit: Visit, body: unknown) => 'saved' | 'erased'): void =>
    form(path, (visit, request, reply) => {
      if (!isOwn(visit, request)) throw new ForumRefusal({ kind: 'not_found' });
      return reply.redirect(`${settingsHref(visit.member)}?done=${perform(visit, request.body)}`, 303);
    });
  own(settings, ({ member }, body) => {
    const { kinds: wanted, channels, from, to } = wishForm.parse(body);
    forum.waypost.changePreferences({
      as: member.username,
      preferences: {
        kinds: Object.fromEntries(kinds.map((kind) => [kind, wanted.includes(kind)])),
        channels: Object.fromEntries(memberChannels.map((channel) => [channel, channels.includes(channel)])),
        quiet_hours: from === '' || to === '' ? null : { from, to },
      },
    });
    return 'saved';
  });
  own(`${settings}/pause`, ({ member, now }, body) => {
    const { pause, wake, ignored } = pauseForm.parse(body);
    const as = member.username;
    const weekOn = new Date(now.getTime() + weekMs).toISOString();
    const until = pause === 'week' ? weekOn : null;
    if (pause) {
      const preferences = { paused: pause !== 'none', paused_until: until };
      forum.waypost.changePreferences({ as, preferences });
    }
    if (wake) forum.waypost.changePreferences({ as, preferences: { snoozed: { [wake]: null } } });
    if (ignored !== undefined) forum.waypost.ignoreBot({ as, ignored });
    return 'saved';
  });
  own(`${settings}/erase`, ({ member }) => {
    forum.waypost.erase({ as: member.username });
    return 'erased';
  });
}

// A form sends one tick as a text, several as a list, none not at all.
const ticks = z.union([z.array(z.string()), z.string().transform((one) => [one])]).default([]);
const clock = z.union([z.literal(''), z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)]);
const wishForm = z.object({ kinds: ticks, channels: ticks, from: clock, to: clock });
const pauseForm = z.object({
  pause: z.enum(['none', 'week', 'all']).optional(),
  wake: z.enum(kinds).optional(),
  ignored: z.stringbool().optional(),
});

/** Says a refusal on a page. */
function carefully(form: AddForm): AddForm {
  return (path, handle) =>
    form(path, (visit, request, reply) => {
      try {
        refuseWhileReadOnly(visit.forum.core);
        return handle(visit, request, reply);
      } catch (error) {
        if (!(error instanceof ForumRefusal)) throw error;
        const { refusals } = visit.words;
        const fault = error.refusal.kind === 'read_only' ? refusals.read_only : refusals.notFound;
        return sendPage(reply, 422, refusedPage(visit, fault));
      }
    });
}

function ownOffer({ forum, member }: Visit, id: string): WaypostOffer | undefined {
  const offer = forum.core.state.waypost.offers.get(id);
  return offer?.memberId === member.id && offer.state === 'shown' ? offer : undefined;
}

function isOwn({ member }: Visit, request: FastifyRequest): boolean {
  return z.object({ name: z.string() }).parse(request.params).name === member.username;
}

function idOf(request: FastifyRequest): string {
  return z.object({ id: z.string() }).parse(request.params).id;
}

function sendPage(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('vary', 'Accept-Language, Cookie')
    .send(page);
}
