import { expect, test, vi } from 'vitest';
import type { DiscourseClient } from '../../service/discourse/client.ts';
import { DiscourseError } from '../../service/discourse/discourse-error.ts';
import { workOnEvent } from '../../service/evaluate/work-on-event.ts';
import { eventId } from '../../service/model/ids.ts';
import { newLease } from '../../service/storage/lease.ts';
import { askAboutExport, openSpine, type Spine } from '../support/spine.ts';

test('a member whose profile cannot be seen is decided with what is known', async () => {
  await using spine = await openSpine();
  const client: DiscourseClient = { ...spine.client, member: () => Promise.reject(hidden()) };
  askAboutExport(spine);

  await spine.readOnly();
  const event = await postEvent(spine);
  await workOnEvent({ ...spine.evaluation, clients: new Map([[spine.forum, client]]) }, eventId(event.id));

  expect(await postEvent(spine)).toMatchObject({ state: 'done', reason: null });
  expect(await spine.decisions()).not.toEqual([]);
});

test('a worker that waits for the forum keeps its event', async () => {
  await using spine = await openSpine();
  const answer = Promise.withResolvers<void>();
  const client: DiscourseClient = {
    ...spine.client,
    async member(name, options) {
      await answer.promise;
      return await spine.client.member(name, options);
    },
  };
  askAboutExport(spine);
  await spine.readOnly();
  const event = await postEvent(spine);
  const slow = {
    ...spine.evaluation,
    clients: new Map([[spine.forum, client]]),
    newLease: () => newLease(3_000),
  };
  const leaseUntil = async () => (await postEvent(spine)).leaseUntil?.getTime() ?? 0;

  const working = workOnEvent(slow, eventId(event.id));
  await vi.waitFor(async () => expect(await leaseUntil()).toBeGreaterThan(0), { timeout: 20_000 });
  const first = await leaseUntil();

  await vi.waitFor(async () => expect(await leaseUntil()).toBeGreaterThan(first), { timeout: 20_000 });
  expect(await spine.stores.events.claim(eventId(event.id), newLease(1_000))).toBeNull();
  answer.resolve();
  await working;
  expect(await postEvent(spine)).toMatchObject({ state: 'done', attempts: 1 });
});

test('what waits for a member is dropped when the account is destroyed', async () => {
  await using spine = await openSpine();
  askAboutExport(spine);
  await spine.work();
  const offer = await spine.offer();
  await spine.stores.db.transaction().execute(async (trx) => {
    await spine.stores.events.record(trx, farewell(offer.memberId), { inboxId: null });
  });

  await spine.work();

  expect(await spine.offer()).toMatchObject({ state: 'held', stateBecause: [{ code: 'member_gone' }] });
  expect(await spine.reservations()).toEqual([]);
});

test('another bot account is looked up anew', async () => {
  await using spine = await openSpine();
  await spine.stores.forums.nameBot(spine.forum, 2 as never);
  const settings = {
    id: spine.forum,
    baseUrl: spine.demo.baseUrl,
    shareLimit: 30,
    defaultRung: 'live' as const,
  };

  await spine.stores.forums.ensure({ ...settings, botUsername: spine.demo.botUsername });
  expect(await spine.stores.forums.find(spine.forum)).toMatchObject({ botUserId: 2 });

  await spine.stores.forums.ensure({ ...settings, botUsername: 'another_bot' });
  expect(await spine.stores.forums.find(spine.forum)).toMatchObject({ botUserId: null });
});

async function postEvent(spine: Spine) {
  const found = (await spine.events()).find(({ kind }) => kind === 'post.created');
  if (!found) throw new Error('no post has been told');
  return found;
}

function hidden(): DiscourseError {
  const route = 'GET /u/{username}.json';
  const answer = { status: 404, errorType: 'not_found', retryAfterMs: null };
  return new DiscourseError({ code: 'not_found', retry: 'never', route, pausesForum: false, ...answer });
}

function farewell(member: number) {
  return {
    kind: 'member.changed' as const,
    forum: 'default' as never,
    logicalKey: `member_destroyed:${member}`,
    occurredAt: new Date(),
    source: 'webhook' as const,
    change: 'destroyed' as const,
    memberId: member as never,
    username: null,
    trustLevel: null,
    joinedAt: null,
    lastSeenAt: null,
    lastPostedAt: null,
    postCount: null,
    groups: null,
    locale: null,
    timeZone: null,
  };
}
