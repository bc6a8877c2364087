import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { foldNeedless } from '../../service/deliver/fold-needless.ts';
import { offerId } from '../../service/model/ids.ts';
import { voiceIn } from '../../service/rulebook/voice.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';
import { showOffers } from '../support/shown-offers.ts';
import { askAboutExport, openSpine, type Spine } from '../support/spine.ts';

let spine: Spine;
let topicId: number;
let replyPostId: number;

beforeEach(async () => {
  spine = await openSpine();
  askAboutExport(spine);
  await spine.work();
  await spine.makeDue();
  await spine.deliver();
  await spine.work();
  const offer = await spine.offer();
  topicId = offer.topicId ?? 0;
  replyPostId = offer.replyPostId ?? 0;
});
afterEach(() => spine[Symbol.asyncDispose]());

const fold = () => foldNeedless({ ...spine.delivery, folds: spine.stores.folds }, spine.forum);
const reply = () => spine.demo.posts().find(({ id }) => id === replyPostId);
const outcomes = async () =>
  (await spine.db.selectFrom('outcome').select('what').orderBy('what').execute()).map(({ what }) => what);
const rows = () => spine.db.selectFrom('replyFold').selectAll().execute();
const later = () => sql`update reply_fold set next_at = now() - interval '1 second'`.execute(spine.db);

/** Somebody answers the question, below our reply. */
async function answer(as = 'nova') {
  const post = spine.demo.writePost({ as, topicId, raw: 'I always use the other button for this.' });
  await spine.work();
  return post;
}

describe('a reply that nobody needs any more', () => {
  test('is folded to one line once a person has answered, and its own edit is nobody’s judgement', async () => {
    await answer();

    expect(await fold()).toBe(1);
    await spine.work();

    const { marker, ...offer } = await spine.offer();
    expect(reply()).toMatchObject({
      raw: `<small>${voiceIn(spine.state.rulebook.site, 'en')}. A guide stood here until somebody answered.</small>\n\n<!-- waypost:${marker} -->`,
      editReason: 'no longer needed',
      deletedAt: null,
    });
    expect(offer).toMatchObject({ state: 'withdrawn', stateBecause: [{ code: 'human_answered' }] });
    expect(await outcomes()).not.toContain('edited');
    expect(await fold()).toBe(0);
  });

  test('is folded once the topic is solved by another post, and says so in the language of the offer', async () => {
    const post = await answer();
    await sql`update offer set locale = 'de'`.execute(spine.db);
    spine.demo.solve(post.id);
    await spine.work();

    expect(await fold()).toBe(1);
    expect(reply()?.raw).toContain('Hier stand ein Wegweiser, bis das Thema gelöst war.');
  });

  test('is left alone while nothing has happened, and costs no call', async () => {
    spine.demo.misbehave('server-error');

    expect(await fold()).toBe(0);
    expect(reply()?.version).toBe(1);
  });

  test('is left alone where its rule does not ask for it', async () => {
    spine.state.rulebook = aRulebook(ruleText('withdraw_when: [edited_away]'));
    await answer();

    expect(await fold()).toBe(0);
    expect(await spine.offer()).toMatchObject({ state: 'sent' });
  });
});

describe('a reply that somebody made use of', () => {
  const standing = { folded: 0, state: 'sent', editReason: null };
  const tryToFold = async () => ({
    folded: await fold(),
    state: (await spine.offer()).state,
    editReason: reply()?.editReason ?? null,
  });

  test('stays after a like, also one that no webhook told of', async () => {
    await answer();
    spine.demo.removeWebhook(spine.hook);
    spine.demo.likePost({ as: 'nova', postId: replyPostId });

    expect(await tryToFold()).toEqual(standing);
  });

  test('stays after an answer to it', async () => {
    const number = reply()?.number ?? 0;
    spine.demo.writePost({
      as: 'nova',
      topicId,
      replyToPostNumber: number,
      raw: 'That is right, it worked for me.',
    });
    await spine.work();

    expect(await tryToFold()).toEqual(standing);
  });

  test('stays when its member said that it helped', async () => {
    await answer();
    const { id } = await spine.offer();
    await sql`insert into offer_feedback (offer_id, helped, rated_at) values (${id}, true, now())`.execute(
      spine.db,
    );

    expect(await tryToFold()).toEqual(standing);
  });

  test('stays as the solution', async () => {
    await answer();
    spine.demo.removeWebhook(spine.hook);
    spine.demo.solve(replyPostId);

    expect(await tryToFold()).toEqual(standing);
  });

  test('stays as a moderator has rewritten it', async () => {
    await answer();
    spine.demo.editPost({ as: 'mira', postId: replyPostId, raw: 'Please write to the support instead.' });

    expect(await tryToFold()).toEqual(standing);
    expect(reply()?.raw).toBe('Please write to the support instead.');
  });
});

describe('an edit', () => {
  test('whose answer was lost is looked up, and made only once', async () => {
    await answer();
    spine.demo.misbehave({ mode: 'bad-gateway-after-posting', routes: ['change-post'], times: 1 });
    expect(await fold()).toBe(0);
    expect(await rows()).toMatchObject([{ state: 'begun', attempts: 1 }]);
    const { version } = reply() ?? {};
    await later();

    expect(await fold()).toBe(1);

    expect(reply()?.version).toBe(version);
    expect(await rows()).toMatchObject([{ state: 'done', attempts: 1 }]);
  });

  test('that was never made, because its process died, is made by the next', async () => {
    await answer();
    const { id, marker } = await spine.offer();
    const body = `<small>Waypost. A guide stood here.</small>\n\n<!-- waypost:${marker} -->`;
    const because = { code: 'human_answered' as const };
    const offer = { id: offerId(id), forum: spine.forum };
    await spine.stores.folds.begin(offer, { body, because, mostADay: 24 });

    expect(await fold()).toBe(1);

    expect(reply()?.raw).toBe(body);
    expect(await rows()).toMatchObject([{ state: 'done', attempts: 2 }]);
  });

  test('is never repeated over what a moderator wrote meanwhile', async () => {
    await answer();
    spine.demo.misbehave({ mode: 'server-error', routes: ['change-post'], times: 1 });
    await fold();
    spine.demo.editPost({ as: 'mira', postId: replyPostId, raw: 'Please write to the support instead.' });
    await later();

    expect(await fold()).toBe(0);

    expect(reply()?.raw).toBe('Please write to the support instead.');
    expect(await rows()).toMatchObject([{ state: 'left' }]);
  });

  test('that the forum tells of by webhook alone is known too', async () => {
    await answer();
    spine.demo.misbehave({ mode: 'bad-gateway-after-posting', routes: ['change-post'], times: 1 });
    await fold();
    await spine.work();

    expect(await spine.offer()).toMatchObject({ state: 'withdrawn' });
    expect(await rows()).toMatchObject([{ state: 'done' }]);
  });

  test('waits while the forum is paused, and for a day once its share of the edits is used up', async () => {
    await answer();
    const by = { forum: spine.forum, who: 'ana', why: 'quiet, please', scope: 'forum' } as const;
    await spine.actions.pause(by);
    expect(await fold()).toBe(0);
    await spine.actions.resume(by);
    const [other] = await showOffers(spine.db);
    const usedUp = (attempts: number) =>
      sql`insert into reply_fold (offer_id, forum_id, because, body, state, attempts)
        values (${other}, 'default', '[]', '', 'left', ${attempts})
        on conflict (offer_id) do update set attempts = ${attempts}`.execute(spine.db);
    await usedUp(24);
    expect(await fold()).toBe(0);
    await usedUp(23);

    expect(await fold()).toBe(1);
  });
});
