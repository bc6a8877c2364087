import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ruleId } from '../../service/model/ids.ts';
import { type Reviewer, createReviews } from '../../service/steer/review-offers.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';
import { type Spine, askAboutExport, openSpine } from '../support/spine.ts';

let spine: Spine;
beforeEach(async () => {
  spine = await openSpine({ rulebook: aRulebook(ruleText('rollout: review')) });
});
afterEach(() => spine[Symbol.asyncDispose]());

const reviews = () => createReviews({ ...spine.stores, rulebook: () => spine.state.rulebook });
const by = (why = ''): Reviewer => ({ forum: spine.forum, who: 'mira', why, account: null });
async function propose(): Promise<string> {
  askAboutExport(spine);
  await spine.work();
  return (await spine.offer()).id;
}
const review = () => spine.db.selectFrom('offerReview').selectAll().executeTakeFirst();

describe('a rule at review', () => {
  test('proposes, takes its places, and sends nothing by itself', async () => {
    await propose();
    await sql`update offer set not_before = now() - interval '1 second', next_at = now() - interval '1 second'`.execute(
      spine.db,
    );
    await spine.deliver();

    expect(await spine.offer()).toMatchObject({ state: 'proposed', attempts: 0 });
    expect((await spine.offer()).because).toContainEqual({ code: 'needs_approval' });
    expect((await spine.reservations()).length).toBeGreaterThan(2);
    expect(spine.replies()).toEqual([]);
  });

  test('sends what somebody approved, once people had their time', async () => {
    const id = await propose();

    expect(await reviews().approve({ ...by(), id, edited: null })).toEqual({ done: true });
    await spine.deliver();
    expect(spine.replies()).toEqual([]);
    expect(await spine.offer()).toMatchObject({ state: 'waiting' });

    await spine.makeDue();
    await spine.deliver();
    expect(spine.replies()).toHaveLength(1);
    expect(await review()).toMatchObject({ decision: 'approved', who: 'mira', editedText: null });
  });

  test('asks everything again after it was approved', async () => {
    const id = await propose();
    await reviews().approve({ ...by(), id, edited: null });
    const [first] = spine.demo.posts().filter(({ raw }) => raw.includes('export model'));
    spine.demo.writePost({ as: 'mira', raw: 'Choose Export in the menu.', topicId: first!.topicId });
    await spine.work();

    await spine.makeDue();
    await spine.deliver();

    expect(await spine.offer()).toMatchObject({ state: 'held', stateBecause: [{ code: 'human_answered' }] });
    expect(await spine.reservations()).toEqual([]);
  });

  test('sends the text that an approver made of it, and keeps both', async () => {
    const id = await propose();

    const edited = 'Hello {{member}}, the menu *File* has it.\r\n';
    expect(await reviews().approve({ ...by('clearer'), id, edited })).toEqual({ done: true });
    await spine.makeDue();
    await spine.deliver();

    expect(spine.replies()[0]?.raw).toContain('Hello tariq, the menu *File* has it.');
    expect(await review()).toMatchObject({
      decision: 'edited',
      editedText: 'Hello {{member}}, the menu *File* has it.',
      proposedText: expect.any(String),
    });
    const changes = await spine.db.selectFrom('change').selectAll().execute();
    expect(changes.at(-1)).toMatchObject({ what: 'edit and approve', who: 'mira', why: 'clearer' });
  });

  test('an edited text is held to what guides are held to', async () => {
    const id = await propose();
    const approve = (edited: string) => reviews().approve({ ...by(), id, edited });

    expect(await approve('Ask @mira.')).toMatchObject({
      done: false,
      because: 'text_has_faults',
      faults: [{ line: 1, message: expect.stringContaining('@mira would notify') }],
    });
    expect(await approve('Fine.\n\n{{secret}}')).toMatchObject({ faults: [{ line: 3 }] });
    expect(await approve('word '.repeat(130))).toMatchObject({
      faults: [{ message: expect.stringContaining('130 words') }],
    });
    expect(await approve('  ')).toMatchObject({ done: false, because: 'text_has_faults' });
    expect(await spine.offer()).toMatchObject({ state: 'proposed', editedText: null });
  });

  test('is ended by who says no, and gives its places back', async () => {
    const id = await propose();

    expect(await reviews().reject({ ...by('not what they asked'), id })).toEqual({ done: true });

    expect(await spine.offer()).toMatchObject({
      state: 'held',
      stateBecause: [{ code: 'was_rejected', values: { who: 'mira' } }],
    });
    expect(await spine.reservations()).toEqual([]);
    expect(await review()).toMatchObject({ decision: 'rejected', why: 'not what they asked' });
  });

  test('is decided over once', async () => {
    const id = await propose();
    await reviews().reject({ ...by(), id });

    expect(await reviews().approve({ ...by(), id, edited: null })).toMatchObject({
      done: false,
      because: 'gone',
    });
    expect(await reviews().approve({ ...by(), id: '1; drop', edited: null })).toMatchObject({
      because: 'gone',
    });
  });

  test('is decided over by one of two who press at the same moment', async () => {
    const id = await propose();
    const results = await Promise.all([
      reviews().approve({ ...by(), who: 'mira', id, edited: null }),
      reviews().reject({ ...by(), who: 'jonna', id }),
      reviews().approve({ ...by(), who: 'tariq', id, edited: null }),
    ]);

    expect(results.filter(({ done }) => done)).toHaveLength(1);
    const winner = ['mira', 'jonna', 'tariq'][results.findIndex(({ done }) => done)];
    expect(await review()).toMatchObject({ who: winner });
    const changes = await spine.db.selectFrom('change').selectAll().execute();
    expect(changes.map(({ who }) => who)).toEqual([winner]);
  });

  test.each(['draft', 'shadow'] as const)(
    'that came down to %s sends nothing that was approved before',
    async (rung) => {
      const id = await propose();
      await reviews().approve({ ...by(), id, edited: null });
      await spine.actions.setRung({
        forum: spine.forum,
        rule: ruleId('export-model'),
        rung,
        who: 'ana',
        why: '',
      });
      await spine.makeDue();
      await spine.deliver();

      expect(spine.replies()).toEqual([]);
      expect((await spine.offer()).state).toBe('held');
    },
  );

  test('that is paused sends what is approved when it is resumed, and not before', async () => {
    const id = await propose();
    const rule = {
      forum: spine.forum,
      scope: 'rule' as const,
      rule: ruleId('export-model'),
      who: 'ana',
      why: '',
    };
    await spine.actions.pause(rule);
    await reviews().approve({ ...by(), id, edited: null });
    await spine.makeDue();
    await spine.deliver();
    expect(spine.replies()).toEqual([]);

    await spine.actions.resume(rule);
    await spine.makeDue();
    await spine.deliver();
    expect(spine.replies()).toHaveLength(1);
  });

  test('expires when nobody decides in time', async () => {
    const soon = { 'site.yml': 'review: { decide_within: 2h }' };
    spine.state.rulebook = aRulebook(ruleText('rollout: review'), soon);
    const id = await propose();
    const { decideBy, createdAt } = await spine.offer();
    expect(Math.round((decideBy!.getTime() - createdAt.getTime()) / 60_000)).toBe(120);

    expect(await spine.stores.reviews.expire(spine.forum)).toBe(0);
    await sql`update offer set decide_by = now() - interval '1 second'`.execute(spine.db);
    expect(await reviews().approve({ ...by(), id, edited: null })).toMatchObject({ because: 'gone' });
    expect(await spine.stores.reviews.expire(spine.forum)).toBe(1);

    expect(await spine.offer()).toMatchObject({
      state: 'expired',
      stateBecause: [{ code: 'nobody_decided' }],
    });
    expect(await spine.reservations()).toEqual([]);
    expect(await review()).toMatchObject({ decision: 'expired', who: null });
  });

  test('ends with the wish of a member who says stop', async () => {
    await propose();
    const member = (await spine.offer()).memberId;
    await spine.actions.optOut({ forum: spine.forum, member: member as never, username: 'tariq' });

    expect(await spine.offer()).toMatchObject({ state: 'held', stateBecause: [{ code: 'opted_out' }] });
    expect(await spine.reservations()).toEqual([]);
  });
});

test('what was planned to go by itself is proposed when its rule comes down to review', async () => {
  spine.state.rulebook = aRulebook(ruleText('rollout: live'));
  await propose();
  expect(await spine.offer()).toMatchObject({ state: 'waiting' });

  spine.state.rulebook = aRulebook(ruleText('rollout: review'));
  await spine.makeDue();
  await spine.deliver();

  expect(await spine.offer()).toMatchObject({ state: 'proposed', decideBy: expect.any(Date) });
  expect(spine.replies()).toEqual([]);
});
