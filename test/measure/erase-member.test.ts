import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { createOfferPages } from '../../service/measure/offer-pages.ts';
import { forgetRows } from '../../service/sweep/forget-rows.ts';
import { memberId } from '../../service/model/ids.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';
import { aMemberWithAPast, rowsOf, tablesWith, take, wish } from '../support/erasable-member.ts';
import { aSignal } from '../support/signal-makers.ts';
import { type Spine, askAboutExport, openSpine } from '../support/spine.ts';

/** Tables of our own that hold a marker. */
async function marked(spine: Spine, marker: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select 'offer' as name from offer where marker = ${marker}
    union select 'post' from post where marker = ${marker} order by name`.execute(spine.db);
  return rows.map(({ name }) => name);
}

async function kindsOfEvents(spine: Spine): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`select distinct kind from event order by kind`.execute(
    spine.db,
  );
  return rows.map(({ kind }) => kind);
}

const forgetAll = (spine: Spine) =>
  forgetRows(spine.stores, { decisionDays: 400 }, new AbortController().signal);

describe('a member who is erased', () => {
  test.each(['member_erased', 'member_anonymized', 'member_deleted'])(
    '%s leaves no word and no name in any table',
    async (name) => {
      await using spine = await openSpine();
      const id = await aMemberWithAPast(spine);
      expect(await tablesWith(spine, ['tariq', 'Zanzibar'])).not.toEqual([]);

      await take(spine, [aSignal(name, { memberId: id })]);

      expect(await tablesWith(spine, ['tariq', 'Zanzibar'])).toEqual([]);
      expect(await rowsOf(spine, id)).toEqual([]);
    },
  );

  test('what was sent stays, about nobody', async () => {
    await using spine = await openSpine();
    const id = await aMemberWithAPast(spine);

    await take(spine, [aSignal('member_erased', { memberId: id })]);

    expect(await spine.offers()).toMatchObject([{ state: 'sent', memberId: 0, body: null, evidence: [] }]);
    expect((await spine.reservations()).map(({ scope }) => scope)).toEqual(['forum', 'topic']);
  });

  test('cannot be found by trying all members, whoever has the key: nothing keeps a mark made of them', async () => {
    await using spine = await openSpine();
    const id = await aMemberWithAPast(spine);
    const before = await spine.offer();
    expect(await marked(spine, before.marker)).toEqual(['offer', 'post']);

    await take(spine, [aSignal('member_erased', { memberId: id })]);

    const after = await spine.offer();
    expect(after.marker).not.toBe(before.marker);
    expect(after.marker).toMatch(/^[0-9a-f-]{36}$/);
    expect(await marked(spine, before.marker)).toEqual([]);
    // The forum tells of the reply again, marker and all.
    spine.demo.likePost({ postId: Number(after.replyPostId), as: 'mira' });
    spine.demo.editPost({
      postId: Number(after.replyPostId),
      as: 'mira',
      raw: `Better.\n\n<!-- waypost:${before.marker} -->`,
    });
    await spine.work();
    expect(await marked(spine, before.marker)).toEqual([]);
  });

  test('leaves no like and no solution of theirs behind, nor who gave it', async () => {
    const thanks = ruleText('on: topic.solved\nlimit: { member: 5 per day }');
    await using spine = await openSpine({ rulebook: aRulebook(thanks) });
    const { id: postId, topicId } = askAboutExport(spine, { raw: 'How?' });
    // A number that stands for nothing else, so that it is found wherever it is left.
    const id = memberId(987_654);
    spine.demo.changeMember('mira', { id, username: 'zelda', name: 'Zelda' });
    const { id: solution } = spine.demo.writePost({ topicId, as: 'zelda', raw: 'Like this.' });
    spine.demo.likePost({ postId, as: 'zelda' });
    await spine.work();
    spine.demo.solve(solution);
    await spine.work();
    expect(await kindsOfEvents(spine)).toEqual([
      'post.created',
      'post.liked',
      'topic.changed',
      'topic.solved',
    ]);

    const held = await spine.stores.members.exportAll(spine.forum, id);
    expect(JSON.stringify(held?.texts['event'])).toContain('"post.liked"');

    await take(spine, [aSignal('member_erased', { memberId: id })]);

    expect(await tablesWith(spine, ['elda', '987654'])).toEqual([]);
  });

  test('is in no decision any more about what happened to a topic of theirs', async () => {
    const thanks = ruleText('on: topic.solved\nlimit: { member: 5 per day }');
    await using spine = await openSpine({ rulebook: aRulebook(thanks) });
    const { topicId } = askAboutExport(spine);
    const { id: solution } = spine.demo.writePost({ topicId, as: 'mira', raw: 'Like this.' });
    await spine.work();
    spine.demo.solve(solution);
    await spine.work();
    const { memberId: id } = await spine.offer();
    expect(await spine.decisions()).toMatchObject([{ facts: { member: id } }]);
    const held = await spine.stores.members.exportAll(spine.forum, memberId(id));
    expect(held?.decisions['decision']).toHaveLength(1);

    await take(spine, [aSignal('member_erased', { memberId: memberId(id) })]);

    const [decision] = await spine.decisions();
    expect(decision?.facts).toEqual({});
    expect(decision?.evidence).toEqual([]);
  });

  test('has a digest that tells no moment, so that nobody who tries all members gets from it to what was theirs', async () => {
    await using spine = await openSpine();
    const id = await aMemberWithAPast(spine);
    const { marker } = await spine.offer();
    await spine.makeDue();
    askAboutExport(spine, { raw: 'How do I export model three?' });
    await spine.work();
    const pages = createOfferPages({ ...spine.stores, optOut: spine.actions.optOut });
    await pages.stop(spine.forum, marker, { by: { id, username: 'tariq' }, scope: 'weeks' });

    await take(spine, [aSignal('member_erased', { memberId: id })]);
    await forgetAll(spine);

    const { rows } = await sql<Record<string, unknown>>`select xmin::text as written_by,
      to_jsonb(kept) - 'preferences' - 'preferences_at' as kept from kept_wish kept`.execute(spine.db);
    const moments = JSON.stringify(rows).match(/\d\d:\d\d:\d\d[^"]*/g) ?? [];
    expect(moments.length).toBeGreaterThan(2);
    for (const moment of moments) expect(moment).toMatch(/^00:00:00/);
    const writers = await sql`select 1 from offer where xmin::text = ${rows[0]?.['writtenBy']}
      union all select 1 from event where xmin::text = ${rows[0]?.['writtenBy']}`.execute(spine.db);
    expect(writers.rows).toEqual([]);
  });

  test('does not make what was offered to them long ago an offer of today', async () => {
    await using spine = await openSpine();
    const id = await aMemberWithAPast(spine);
    await sql`update offer set changed_at = now() - interval '90 days'`.execute(spine.db);

    await take(spine, [aSignal('member_erased', { memberId: id })]);

    const { rows } = await sql`select 1 from offer where changed_at > now() - interval '1 day'`.execute(
      spine.db,
    );
    expect(rows).toEqual([]);
  });

  test('keeps the mark of what is on its way, until it has come to its end', async () => {
    await using spine = await openSpine();
    const id = await aMemberWithAPast(spine);
    await sql`update offer set state = 'unknown'`.execute(spine.db);
    const before = await spine.offer();

    await take(spine, [aSignal('member_erased', { memberId: id })]);
    await forgetAll(spine);
    expect((await spine.offer()).marker).toBe(before.marker);
    await sql`update offer set state = 'sent'`.execute(spine.db);
    await forgetAll(spine);

    expect(await marked(spine, before.marker)).toEqual([]);
    expect((await spine.offer()).occasion).toBe(`erased:${before.id}`);
  });

  test('gets no second reply under the post that had one, when they edit it after they are back', async () => {
    const edited = 'on: post.edited\nlimit: { topic: 5, member: 5 per day }';
    await using spine = await openSpine({ rulebook: aRulebook(ruleText(edited)) });
    const { id: postId } = askAboutExport(spine, { raw: 'How?' });
    await spine.work();
    spine.demo.editPost({ postId, as: 'tariq', raw: 'How can I export model files?' });
    await spine.work();
    await spine.makeDue();
    await spine.deliver();
    const { memberId: id } = await spine.offer();
    await take(spine, [aSignal('member_erased', { memberId: memberId(id) })]);

    spine.demo.editPost({ postId, as: 'tariq', raw: 'How do I export model files, really?' });
    await spine.work();

    expect(await spine.decisions()).toHaveLength(2);
    expect(await spine.offers()).toHaveLength(1);
  });

  test('what waits is held, and gives its places back', async () => {
    await using spine = await openSpine();
    askAboutExport(spine);
    await spine.work();
    const { memberId: id } = await spine.offer();

    await take(spine, [aSignal('member_erased', { memberId: memberId(id) })]);

    expect(await spine.offers()).toMatchObject([
      { state: 'held', memberId: 0, stateBecause: [{ code: 'member_gone' }] },
    ]);
    expect(await spine.reservations()).toEqual([]);
  });

  test('leaves no row again when older news of them come late, and the wish in it holds', async () => {
    await using spine = await openSpine();
    const id = await aMemberWithAPast(spine);
    await take(spine, [aSignal('member_deleted', { memberId: id })]);

    const until = '2099-01-01T00:00:00.000Z';
    await take(spine, [
      wish(id, { kinds: { help: false } }),
      aSignal('card_snoozed', { memberId: id, offerId: 'gone', data: { days: 7, until, kind: 'promote' } }),
    ]);

    expect(await rowsOf(spine, id)).toEqual([]);
    askAboutExport(spine, { raw: 'How do I export model three?' });
    await spine.work();
    const found = await spine.stores.members.find(spine.db, spine.forum, id);
    const preferences = found?.member.preferences;
    expect(preferences?.known && preferences.value).toMatchObject({
      declinedKinds: ['help'],
      snoozed: { promote: new Date(until) },
    });
  });

  test('is not taken for new when they are seen again, and is still left alone', async () => {
    await using spine = await openSpine();
    const id = await aMemberWithAPast(spine);
    await spine.actions.optOut({ forum: spine.forum, member: id, username: 'tariq' });
    await take(spine, [aSignal('member_erased', { memberId: id })]);

    askAboutExport(spine, { raw: 'How do I export model three?' });
    await spine.work();

    const decisions = await spine.decisions();
    expect(JSON.stringify(decisions.at(-1)?.because)).toContain('opted_out');
    const found = await spine.stores.members.find(spine.db, spine.forum, id);
    expect(found).toMatchObject({ consent: { state: 'declined' } });
    expect(found?.erasedAt).toBeInstanceOf(Date);
  });

  test('is not welcomed a second time, though nothing is known of what they wrote', async () => {
    const welcome = 'on: post.first\nlimit: { member: 5 per day }';
    await using spine = await openSpine({ rulebook: aRulebook(ruleText(welcome)) });
    askAboutExport(spine, { as: 'nova' });
    await spine.work();
    const { memberId: id } = await spine.offer();
    await take(spine, [aSignal('member_erased', { memberId: memberId(id) })]);

    askAboutExport(spine, { as: 'nova', raw: 'How do I export model two?' });
    await spine.work();

    expect(await spine.offers()).toHaveLength(1);
    expect(JSON.stringify((await spine.decisions()).at(-1)?.because)).toContain('first_post_unknown');
  });

  test('nobody else loses anything', async () => {
    await using spine = await openSpine();
    const id = await aMemberWithAPast(spine);
    const other = spine.demo.member('jonna').id;
    askAboutExport(spine, { as: 'jonna', raw: 'How do I export model zebra?' });
    await spine.work();

    await take(spine, [aSignal('member_deleted', { memberId: id })]);

    expect(await tablesWith(spine, ['jonna', 'zebra'])).toEqual(
      expect.arrayContaining(['event', 'member', 'post']),
    );
    expect((await spine.offers()).filter(({ memberId: of }) => of === other)).toHaveLength(1);
  });
});

describe('two accounts that become one', () => {
  test('the stricter wish holds for the one that stays, and nothing names the other', async () => {
    await using spine = await openSpine();
    const from = await aMemberWithAPast(spine);
    const into = spine.demo.member('jonna').id;
    askAboutExport(spine, { as: 'jonna', raw: 'How do I export model zebra?' });
    await spine.work();
    const until = '2099-01-01T00:00:00.000Z';
    await take(spine, [
      wish(from, { kinds: { promote: false }, snoozed: { care: until } }),
      wish(into, { kinds: { celebrate: false }, paused: true, paused_until: until }),
    ]);

    await take(spine, [
      aSignal('member_merged', { memberId: from, data: { into_member_id: into } }),
      aSignal('member_deleted', { memberId: from }),
    ]);

    const found = await spine.stores.members.find(spine.db, spine.forum, memberId(into));
    const preferences = found?.member.preferences;
    expect(preferences?.known && preferences.value).toMatchObject({
      declinedKinds: ['promote', 'celebrate'],
      snoozed: { care: new Date(until) },
      paused: true,
      pausedUntil: new Date(until),
    });
    expect(await rowsOf(spine, from)).toEqual([]);
    expect(await tablesWith(spine, ['tariq'])).toEqual([]);
    const { rows } = await sql<{ authors: number[] }>`
      select array_agg(distinct author_id) as authors from post where not is_bot`.execute(spine.db);
    expect(rows[0]?.authors).toEqual([into]);
  });
});
