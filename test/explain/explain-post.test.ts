import { describe, expect, test } from 'vitest';
import { recallFacts } from '../../service/evaluate/recall-facts.ts';
import { explainPost } from '../../service/explain/explain-post.ts';
import { postId, topicId } from '../../service/model/ids.ts';
import type { PostAddress } from '../../service/storage/reports/find-post.ts';
import { careFiles } from '../support/care-makers.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';
import { aFreshPayload, sendSigned } from '../support/signed-webhooks.ts';
import { type Spine, askAboutExport, openSpine } from '../support/spine.ts';

const explainIt = (spine: Spine, address: PostAddress) =>
  explainPost(
    {
      reports: spine.stores.reports,
      recall: (rulebook, about) => recallFacts(spine.evaluation, rulebook, about),
    },
    spine.state.rulebook,
    { forum: spine.forum, address },
  );

const byId = (id: number): PostAddress => ({ by: 'id', id: postId(id) });

/** Verdict and reasons of each rule for the newest event. */
async function answers(spine: Spine, id: number): Promise<string[]> {
  const explained = await explainIt(spine, byId(id));
  if (explained.kind !== 'post') return [explained.kind];
  return (explained.events.at(-1)?.rules ?? []).map(
    ({ rule, verdict, because }) => `${rule} ${verdict}: ${because.map(({ code }) => code).join(' ')}`,
  );
}

describe('a stored decision and its later explanation', () => {
  test.each([
    ['an offer', '', {}],
    ['another category', 'where: { category: help }', {}],
    ['a member of another level', 'who: { trust_level: { min: 4 } }', {}],
    ['a stage that is not theirs', 'who: { trust_level: { max: 4 }, group: staff }', {}],
    ['a rule on trial', 'rollout: shadow', {}],
    ['a first post', 'on: post.first', {}],
    ['a topic', 'on: topic.created', {}],
  ])('agree: %s', async (_what, lines) => {
    await using spine = await openSpine({ rulebook: aRulebook(ruleText(lines)) });
    askAboutExport(spine);
    await spine.work();
    await spine.work();
    const { id } = askAboutExport(spine, { title: 'The same once more' });
    await spine.work();

    const explained = await explainIt(spine, byId(id));

    if (explained.kind !== 'post') throw new Error(explained.kind);
    for (const { event, rules } of explained.events) {
      expect(rules).toHaveLength(1);
      expect(rules[0]?.today).toBeNull();
      for (const decision of event.decisions) expect(rules[0]).toMatchObject({ decided: decision });
    }
  });
});

describe('why nobody got anything', () => {
  test('no rule asks for such words', async () => {
    await using spine = await openSpine();
    const { id } = askAboutExport(spine, { raw: 'Good morning to all of you' });
    await spine.work();

    expect(await answers(spine, id)).toEqual(['export-model passed over: text_not_matched']);
  });

  test('a limit is used up, and says how much of each was left', async () => {
    await using spine = await openSpine({
      rulebook: aRulebook(ruleText('limit: { member: 1 per 30d, over: drop }')),
    });
    askAboutExport(spine);
    await spine.work();
    const { id } = askAboutExport(spine, { title: 'The same once more' });
    await spine.work();

    const explained = await explainIt(spine, byId(id));
    if (explained.kind !== 'post') throw new Error(explained.kind);
    const [rule] = explained.events[0]?.rules ?? [];
    expect(rule).toMatchObject({ verdict: 'held', because: [{ code: 'cap_reached' }] });
    expect(rule?.limits.find(({ claim }) => claim.scope === 'member_rule')).toMatchObject({
      used: 1,
      claim: { limit: 1 },
    });
  });

  test('limits are told as they were: without what came of the event itself, or after it', async () => {
    await using spine = await openSpine({
      rulebook: aRulebook(
        ruleText('on: post.liked\nlimit: { member: 3 per 30d, topic: 2 }').replace(/^text:.*\n/m, ''),
      ),
    });
    const post = askAboutExport(spine);
    const other = askAboutExport(spine, { title: 'The same once more' });
    await spine.work();
    for (const { id } of [post, other]) {
      spine.demo.likePost({ as: 'nova', postId: id });
      await spine.work();
    }

    const explained = await explainIt(spine, byId(post.id));
    if (explained.kind !== 'post') throw new Error(explained.kind);
    const rule = explained.events.flatMap(({ rules }) => rules).find(({ verdict }) => verdict === 'offer');
    expect(rule?.limits.length).toBeGreaterThan(3);
    expect(rule?.limits.filter(({ used }) => used > 0)).toEqual([]);
  });

  test('a person answered before anything was sent', async () => {
    await using spine = await openSpine();
    const post = askAboutExport(spine);
    await spine.work();
    askAboutExport(spine, { as: 'mira', raw: 'Look under File, there it is.', topicId: post.topicId });
    await spine.work();
    await spine.makeDue();
    await spine.deliver();

    const explained = await explainIt(spine, byId(post.id));
    if (explained.kind !== 'post') throw new Error(explained.kind);
    expect(explained.story.offers).toMatchObject([{ state: 'held', because: [{ code: 'human_answered' }] }]);
    expect(explained.events[0]?.rules).toMatchObject([{ verdict: 'offer', today: null }]);
  });

  test('the member has said stop', async () => {
    await using spine = await openSpine();
    const first = askAboutExport(spine);
    await spine.work();
    const row = await spine.stores.db
      .selectFrom('member')
      .selectAll()
      .where('username', '=', 'tariq')
      .executeTakeFirstOrThrow();
    await spine.actions.optOut({ forum: spine.forum, member: row.id as never, username: 'tariq' });
    const { id } = askAboutExport(spine, { title: 'The same once more' });
    await spine.work();

    expect(first.id).toBeLessThan(id);
    expect(await answers(spine, id)).toEqual([expect.stringContaining('export-model held: opted_out')]);
  });

  test.each([
    ['a private message', { topic_archetype: 'private_message' }, 'private_message'],
    ['a post that only staff can read', { category_id: 8 }, 'closed_category'],
    ['a whisper', { post_type: 4 }, 'whisper'],
    ['a post of the system', { user_id: -1, username: 'system' }, 'system_or_bot'],
  ])('%s: unwanted, by its number and by its address', async (_what, payload, reason) => {
    await using spine = await openSpine();
    const post = aFreshPayload({ ...payload, id: 4711, topic_id: 815 });
    await sendSigned(spine, 'post_created', { post });
    await spine.work();

    const told = { kind: 'unwanted', unwanted: { reasons: [{ reason, count: 1 }] } };
    expect(await explainIt(spine, byId(4711))).toMatchObject(told);
    expect(await explainIt(spine, { by: 'number', topic: topicId(815), number: 3 })).toMatchObject(told);
  });

  test('a category that no rule looks at: the post is known, and why its text was let go', async () => {
    await using spine = await openSpine({ rulebook: aRulebook(ruleText('where: { category: support }')) });
    await sendSigned(spine, 'post_created', { post: aFreshPayload({ category_id: 7, id: 77 }) });
    await spine.work();

    expect(await explainIt(spine, byId(77))).toMatchObject({
      kind: 'post',
      events: [],
      unwanted: { about: 'post', reasons: [{ reason: 'category_not_asked_for' }] },
    });
  });

  test('the text is no longer kept: what was decided then still stands, and nothing is made up', async () => {
    await using spine = await openSpine();
    const { id } = askAboutExport(spine);
    await spine.work();
    await spine.stores.db.updateTable('event').set({ content: null }).execute();

    expect(await answers(spine, id)).toEqual([
      expect.stringMatching(/^export-model offer: new_post text_matched/),
    ]);
  });

  test('a rule that came later says what it would do today', async () => {
    await using spine = await openSpine({ rulebook: aRulebook(ruleText('text: { any: [zebra] }')) });
    const { id } = askAboutExport(spine);
    await spine.work();
    spine.state.rulebook = aRulebook();

    expect(await answers(spine, id)).toEqual([
      expect.stringMatching(/^export-model offer: new_post text_matched/),
    ]);
  });

  test('a rule that was changed since says both', async () => {
    await using spine = await openSpine();
    const { id } = askAboutExport(spine);
    await spine.work();
    spine.state.rulebook = aRulebook(ruleText('who: { trust_level: { min: 4 } }'));

    const explained = await explainIt(spine, byId(id));
    if (explained.kind !== 'post') throw new Error(explained.kind);
    expect(explained.events[0]?.rules).toMatchObject([
      { verdict: 'offer', today: { verdict: 'held', because: [{ code: 'trust_level_not_matched' }] } },
    ]);
  });

  test('a care rule that came later is told to nobody who may not see care, not even by what it keeps back', async () => {
    await using spine = await openSpine();
    const { id } = askAboutExport(spine, { raw: 'I cannot go on. How do I export model files?' });
    await spine.work();
    spine.state.rulebook = aRulebook(ruleText(), careFiles());

    const told = JSON.stringify(await explainIt(spine, byId(id)));

    expect(told).toContain('"rule":"export-model"');
    expect(told).not.toContain('talk');
  });

  test('a post that nobody has told of', async () => {
    await using spine = await openSpine();

    expect(await answers(spine, 999)).toEqual(['not_seen']);
  });
});
