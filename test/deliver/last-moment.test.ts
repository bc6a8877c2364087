import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { DiscourseClient } from '../../service/discourse/client.ts';
import { DiscourseError } from '../../service/discourse/discourse-error.ts';
import { memberId } from '../../service/model/ids.ts';
import { askAboutExport, openSpine, type Spine } from '../support/spine.ts';

async function withDueOffer(spine: Spine) {
  const question = askAboutExport(spine);
  await spine.work();
  await spine.makeDue();
  return question;
}

/** Something happens while the reply waits for its turn in the forum's API minute. */
function whileWaitingForItsTurn(spine: Spine, happens: () => Promise<unknown>) {
  const client: DiscourseClient = {
    ...spine.client,
    async createReply(reply, options) {
      await happens();
      return await spine.client.createReply(reply, options);
    },
  };
  return { clients: new Map([[spine.forum, client]]) };
}

describe('while a reply waits for its turn', () => {
  test('a pause stops it', async () => {
    await using spine = await openSpine();
    await withDueOffer(spine);
    const by = { forum: spine.forum, who: 'ana', why: 'stop now' };

    await spine.deliver(whileWaitingForItsTurn(spine, () => spine.actions.pause({ ...by, scope: 'forum' })));

    expect(spine.replies()).toEqual([]);
    expect(await spine.offer()).toMatchObject({ state: 'waiting', attempts: 0, firstSentAt: null });
  });

  test('a member who says stop is not answered', async () => {
    await using spine = await openSpine();
    await withDueOffer(spine);
    const tariq = { forum: spine.forum, member: memberId(6), username: 'tariq' };

    await spine.deliver(whileWaitingForItsTurn(spine, () => spine.actions.optOut(tariq)));

    expect(spine.replies()).toEqual([]);
    expect(await spine.offer()).toMatchObject({ state: 'held' });
  });

  test('another sender who takes over sends alone', async () => {
    await using spine = await openSpine();
    await withDueOffer(spine);
    const takeOver = () =>
      sql`update forum set sender = 'another', sender_fence = sender_fence + 1, sender_until = now() + interval '1 minute'`.execute(
        spine.db,
      );

    await spine.deliver(whileWaitingForItsTurn(spine, takeOver));

    expect(spine.replies()).toEqual([]);
  });
});

test("a pause costs nothing of the forum's API share", async () => {
  await using spine = await openSpine();
  await withDueOffer(spine);
  await spine.actions.pause({ forum: spine.forum, scope: 'forum', who: 'ana', why: 'a quiet day' });
  await sql`delete from api_call`.execute(spine.db);

  await spine.deliver();

  expect(await spine.db.selectFrom('apiCall').selectAll().execute()).toEqual([]);
});

test('a topic that the bot may no longer read holds the offer instead of asking for ever', async () => {
  await using spine = await openSpine();
  await withDueOffer(spine);
  const client: DiscourseClient = {
    ...spine.client,
    topic: () => Promise.reject(notAllowed()),
  };

  await spine.deliver({ clients: new Map([[spine.forum, client]]) });

  expect(await spine.offer()).toMatchObject({ state: 'held', stateBecause: [{ code: 'topic_unreadable' }] });
  expect(await spine.reservations()).toEqual([]);
});

test('a lost answer in a topic that the bot may no longer read is left to a person, and keeps its places', async () => {
  await using spine = await openSpine();
  await withDueOffer(spine);
  await sql`update offer set state = 'unknown', attempts = 1, first_sent_at = now() - interval '1 hour'`.execute(
    spine.db,
  );

  await spine.deliver({ findWritten: () => Promise.reject(notAllowed()) });

  expect(await spine.offer()).toMatchObject({ state: 'dead', stateBecause: [{ code: 'topic_unreadable' }] });
  expect(await spine.reservations()).not.toEqual([]);
});

test('a limit that frees no place before the offer expires ends it, and gives its places back', async () => {
  await using spine = await openSpine();
  await withDueOffer(spine);

  await spine.deliver({
    offers: { ...spine.stores.offers, limitsAllowFrom: async () => new Date('2126-01-01') },
  });

  expect(await spine.offer()).toMatchObject({ state: 'held', stateBecause: [{ code: 'cap_reached' }] });
  expect(await spine.reservations()).toEqual([]);
});

function notAllowed(): DiscourseError {
  const route = 'GET /t/{id}.json';
  const answer = { status: 403, errorType: 'invalid_access', retryAfterMs: null };
  return new DiscourseError({ code: 'not_allowed', retry: 'never', route, pausesForum: false, ...answer });
}
