import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { createUnansweredTeller } from '../../service/sweep/tell-unanswered.ts';
import { aRulebook } from '../support/engine-makers.ts';
import { openSpine, type Spine } from '../support/spine.ts';

let spine: Spine;
afterEach(() => spine[Symbol.asyncDispose]());

const wait = 'wait: 60s';

async function open(lines: string): Promise<Spine> {
  spine = await openSpine({
    rulebook: aRulebook(
      `id: export-model\ngoal: People are helped\nowner: ana\noffer: export-model\n${lines}`,
    ),
  });
  return spine;
}

/** A rule that is live, with cases that a loaded file would need; here nothing runs them. */
const rule = (lines: string): string =>
  `${lines}\n${wait}\nrollout: live\ncases: { fires: [a, b], silent: [c, d] }`;

function ask(as = 'tariq', raw = 'My export stays empty.') {
  return spine.demo.writePost({ as, raw, title: 'Nothing comes out of it', categoryId: 5 });
}

function reply(topicId: number, as = 'nova') {
  return spine.demo.writePost({ as, topicId, raw: 'Have you tried the other button yet?' });
}

async function settle(): Promise<void> {
  await spine.work();
  await spine.makeDue();
  await spine.deliver();
}

async function verdicts(): Promise<string[]> {
  return (await spine.decisions()).map(
    ({ verdict, because }) => `${verdict}: ${(because as { code: string }[])[0]?.code}`,
  );
}

describe('a topic that nobody answers', () => {
  const unanswered = rule('on: topic.unanswered\nafter: 2d');
  const hoursAgo = (hours: number) =>
    sql`update open_topic set asked_at = now() - ${hours} * interval '1 hour',
      due_at = case when due_at is null then null else now() - interval '1 second' end`.execute(spine.db);
  const tell = () =>
    createUnansweredTeller(
      {
        ...spine.stores,
        rulebook: () => spine.state.rulebook,
        wakeForEvents: (ids) => void spine.state.woken.events.push(...ids),
      },
      spine.forum,
    )();

  test('gets its guide once the time of the rule is over, and only once', async () => {
    await open(unanswered);
    const post = ask();
    await spine.work();
    expect(await tell()).toBe(0);
    await hoursAgo(49);

    expect(await tell()).toBe(1);
    expect(await tell()).toBe(0);
    await settle();

    expect(spine.replies().map(({ topicId }) => topicId)).toEqual([post.topicId]);
    const [decision] = await spine.decisions();
    expect(decision?.because).toMatchObject([{ code: 'topic_went_unanswered', values: { hours: 48 } }, {}]);
  });

  test('is left alone when a person has answered, and open again when that answer is gone', async () => {
    await open(unanswered);
    const post = ask();
    const answer = reply(post.topicId);
    await spine.work();
    await hoursAgo(49);
    expect(await tell()).toBe(0);

    spine.demo.deletePost({ as: 'mira', postId: answer.id });
    await spine.work();
    await hoursAgo(49);

    expect(await tell()).toBe(1);
  });

  test('stays silent when somebody answers between the telling and the sending', async () => {
    await open(unanswered);
    const post = ask();
    await spine.work();
    await hoursAgo(49);
    await tell();
    await spine.work();
    reply(post.topicId);
    await settle();

    expect(spine.replies()).toEqual([]);
    expect((await spine.offer()).state).toBe('held');
  });

  test('its author’s own further words and those of the bot are no answer', async () => {
    await open(unanswered);
    const post = ask();
    reply(post.topicId, 'tariq');
    reply(post.topicId, 'waypost');
    await spine.work();
    await hoursAgo(49);

    expect(await tell()).toBe(1);
  });

  describe('after an outage in which the times of several rules have passed', () => {
    const awaiting = (id: string, after: string, freshFor = '24h'): string =>
      `id: ${id}\ngoal: People are helped\nowner: ana\noffer: export-model\nfresh_for: ${freshFor}\n` +
      rule(`on: topic.unanswered\nafter: ${after}`);
    const both = (one: string, other: string) => aRulebook(one, { 'other.yml': other });

    test('each rule is asked for its own time, once, and what came too long ago stays away', async () => {
      spine = await openSpine({
        rulebook: both(awaiting('after-a-day', '24h'), awaiting('after-three', '3d')),
      });
      ask();
      await spine.work();
      await hoursAgo(4 * 24 - 1);

      expect(await tell()).toBe(2);
      expect(await tell()).toBe(0);
      await settle();

      const decisions = await spine.decisions();
      expect(decisions.map(({ ruleId: id, verdict }) => `${id}: ${verdict}`)).toEqual([
        'after-three: offer',
        'after-a-day: held',
      ]);
      expect(decisions[1]?.because).toMatchObject([{ code: 'out_of_date' }]);
      expect(spine.replies()).toHaveLength(1);
    });

    test('where both guides still make sense the one for the longer time takes the place there is', async () => {
      spine = await openSpine({
        rulebook: both(awaiting('after-three', '3d'), awaiting('after-a-day', '24h', '7d')),
      });
      ask();
      await spine.work();
      await hoursAgo(4 * 24 - 1);
      await tell();
      await settle();

      const decisions = await spine.decisions();
      expect(decisions.map(({ ruleId: id, verdict }) => `${id}: ${verdict}`)).toEqual([
        'after-three: offer',
        'after-a-day: held',
      ]);
      expect(spine.replies()).toHaveLength(1);
    });

    test('a time that a rule asks for from now on is told beside those told before', async () => {
      await open(unanswered);
      ask();
      await spine.work();
      await hoursAgo(49);
      expect(await tell()).toBe(1);

      spine.state.rulebook = both(awaiting('after-a-day', '24h'), awaiting('after-fifty', '50h'));
      await hoursAgo(51);

      expect(await tell()).toBe(1);
    });
  });

  test('follows the rules when they ask for another time', async () => {
    await open(unanswered);
    ask();
    await spine.work();
    await tell();
    await hoursAgo(30);
    await sql`update open_topic set due_at = asked_at + interval '2 days'`.execute(spine.db);
    const teller = tell;
    expect(await teller()).toBe(0);

    spine.state.rulebook = aRulebook(
      `id: sooner\ngoal: People are helped\nowner: ana\noffer: export-model\n${rule('on: topic.unanswered\nafter: 1d')}`,
    );

    expect(await tell()).toBe(1);
  });
});

describe('a solution', () => {
  test('reaches who asked, under the question', async () => {
    await open(rule('on: topic.solved'));
    const post = ask();
    const answer = reply(post.topicId);
    await spine.work();
    spine.demo.solve(answer.id);
    await settle();

    expect(spine.replies()).toMatchObject([{ topicId: post.topicId, replyToNumber: 1 }]);
    expect(await spine.offer()).toMatchObject({ memberId: 6, state: 'sent' });
  });

  test('reaches who gave it, under the answer', async () => {
    await open(rule('on: solution.accepted'));
    const post = ask();
    const answer = reply(post.topicId);
    await spine.work();
    spine.demo.solve(answer.id);
    await settle();

    expect(spine.replies()).toMatchObject([{ topicId: post.topicId, replyToNumber: 2 }]);
    expect((await spine.offer()).memberId).toBe(answer.userId);
  });

  test('that is taken back before the thanks are sent gets none', async () => {
    await open(rule('on: topic.solved'));
    const answer = reply(ask().topicId);
    await spine.work();
    spine.demo.solve(answer.id);
    await spine.work();
    spine.demo.unsolve(answer.id);
    await settle();

    expect(spine.replies()).toEqual([]);
    expect((await spine.offer()).stateBecause).toMatchObject([{ code: 'topic_not_solved' }]);
  });

  test('is not kept where no rule waits for one', async () => {
    await open(rule('on: topic.tagged\ntag: done'));
    const answer = reply(ask().topicId);
    spine.demo.solve(answer.id);
    await spine.work();

    expect((await spine.events()).map(({ kind }) => kind)).not.toContain('topic.solved');
  });
});

describe('what becomes of a topic', () => {
  test('a tag that is set gets the guide for it, and only the tag that is new', async () => {
    await open(rule('on: topic.tagged\ntag: needs-log'));
    const { topicId } = ask();
    await spine.work();
    spine.demo.editTopic({ as: 'mira', topicId, tags: ['needs-log'] });
    await settle();
    spine.demo.editTopic({ as: 'mira', topicId, tags: ['needs-log', 'more'] });
    await settle();

    expect(spine.replies()).toHaveLength(1);
    expect(await verdicts()).toEqual(['offer: topic_was_tagged']);
  });

  test('a tag that is taken off again before the sending ends the need', async () => {
    await open(rule('on: topic.tagged\ntag: needs-log'));
    const { topicId } = ask();
    await spine.work();
    spine.demo.editTopic({ as: 'mira', topicId, tags: ['needs-log'] });
    await spine.work();
    spine.demo.editTopic({ as: 'mira', topicId, tags: [] });
    await settle();

    expect((await spine.offer()).stateBecause).toMatchObject([{ code: 'tag_taken_off' }]);
  });

  test('a topic that comes to another category is met there', async () => {
    await open(rule('on: topic.moved'));
    const { topicId } = ask();
    await spine.work();
    spine.demo.editTopic({ as: 'mira', topicId, title: 'A better title for all of this' });
    await spine.work();
    expect(await spine.decisions()).toEqual([]);

    const to = spine.demo.categories().find(({ id, readRestricted }) => id !== 5 && !readRestricted);
    spine.demo.editTopic({ as: 'mira', topicId, categoryId: to?.id ?? 0 });
    await settle();

    expect(spine.replies()).toHaveLength(1);
  });

  test('nothing can stand in a closed topic, so its author gets a message; opened again it is told once', async () => {
    await open(rule('on: topic.closed\nas: message'));
    const { topicId } = ask();
    await spine.work();
    spine.demo.closeTopic({ as: 'mira', topicId });
    await spine.work();
    expect(await spine.offers()).toMatchObject([{ channel: 'message', topicId, state: 'waiting' }]);

    spine.state.rulebook = aRulebook(
      `id: again\ngoal: People are helped\nowner: ana\noffer: export-model\n${rule('on: topic.reopened')}`,
    );
    spine.demo.closeTopic({ as: 'mira', topicId, closed: false });
    await settle();

    expect(spine.replies()).toHaveLength(1);
  });

  test('words are looked for in the opening post', async () => {
    await open(rule('on: topic.tagged\ntag: x\ntext: { any: [export] }'));
    const about = ask('tariq', 'My export stays empty.');
    const other = ask('nova', 'My import stays empty.');
    await spine.work();
    for (const { topicId } of [about, other]) spine.demo.editTopic({ as: 'mira', topicId, tags: ['x'] });
    await settle();

    expect(spine.replies().map(({ topicId }) => topicId)).toEqual([about.topicId]);
    expect((await spine.offer()).evidence).toMatchObject([{ phrase: 'export', part: 'body' }]);
  });
});

describe('likes', () => {
  test('the one that the rule counts to gets the guide, no other', async () => {
    await open(rule('on: post.liked\ncount: 2'));
    const post = ask();
    await spine.work();
    spine.demo.likePost({ as: 'nova', postId: post.id });
    await spine.work();
    expect(await spine.offers()).toEqual([]);
    spine.demo.likePost({ as: 'mira', postId: post.id });
    await settle();

    expect(spine.replies()).toMatchObject([{ topicId: post.topicId, replyToNumber: 1 }]);
  });

  test('of a post from before Waypost came cannot be counted', async () => {
    await open(rule('on: post.liked'));
    const old = spine.demo.posts().find(({ userId, type }) => userId === 6 && type === 1);
    spine.demo.likePost({ as: 'nova', postId: old?.id ?? 0 });
    await settle();

    expect(await spine.offers()).toEqual([]);
  });
});

describe('a member', () => {
  test('who gets a badge for a post is met under it', async () => {
    await open(rule('on: badge.granted\nbadge: 41'));
    const post = ask();
    await spine.work();
    spine.demo.grantBadge({ to: 'tariq', badge: 41, postId: post.id });
    spine.demo.grantBadge({ to: 'tariq', badge: 42, postId: post.id });
    await settle();

    expect(spine.replies()).toMatchObject([{ topicId: post.topicId }]);
  });

  test.each([
    [
      'a badge without a post',
      'on: badge.granted\nbadge: 41',
      () => spine.demo.grantBadge({ to: 'tariq', badge: 41 }),
    ],
    ['a promotion', 'on: member.promoted\nlevel: 3', () => spine.demo.setTrustLevel('tariq', 3)],
    ['approval', 'on: member.approved', () => spine.demo.approveMember('tariq')],
    [
      'joining a group',
      'on: group.joined\ngroup: makers',
      () => spine.demo.joinGroup({ as: 'tariq', group: 'makers' }),
    ],
    [
      'leaving a group',
      'on: group.left\ngroup: makers',
      () => spine.demo.leaveGroup({ as: 'tariq', group: 'makers' }),
    ],
  ])('%s has no post to answer: its member gets a message', async (_what, lines, happen) => {
    await open(rule(`${lines}\nas: message`));
    spine.demo.addGroup({ name: 'makers' });
    ask();
    await spine.work();
    happen();
    await spine.work();

    expect(await spine.offers()).toMatchObject([{ channel: 'message', topicId: null, postId: null }]);
  });

  test('a badge without a post is held by a rule of cards and replies, and that is said', async () => {
    await open(rule('on: badge.granted\nbadge: 41'));
    ask();
    await spine.work();
    spine.demo.grantBadge({ to: 'tariq', badge: 41 });
    await spine.work();

    expect(await verdicts()).toEqual(['held: no_post_to_answer']);
  });

  test('another group, and another level, are not it', async () => {
    await open(rule('on: group.joined\ngroup: makers\nas: message'));
    spine.demo.addGroup({ name: 'others' });
    ask();
    spine.demo.joinGroup({ as: 'tariq', group: 'others' });
    await spine.work();

    expect(await spine.decisions()).toEqual([]);
  });

  test('whose post was flagged hears of it in private, and nothing at all of a flag dismissed', async () => {
    await open(rule('on: flag.agreed\nas: message'));
    const post = ask();
    await spine.work();
    spine.demo.decideFlag(post.id, { agreed: false });
    await spine.work();
    expect(await spine.decisions()).toEqual([]);
    spine.demo.decideFlag(post.id, { agreed: true });
    await settle();

    expect(await spine.offers()).toMatchObject([{ channel: 'message', topicId: null, state: 'sent' }]);
    const [message] = spine.replies();
    const topic = spine.demo.core.state.topics.get(message!.topicId);
    expect(topic).toMatchObject({ archetype: 'private_message', title: 'Exporting' });
  });
});

describe('questions and calls', () => {
  test('a question is told from a statement, with the words that ask', async () => {
    await open(rule('on: question.asked'));
    ask('tariq', 'Here is what I made. Where does the export go?');
    ask('nova', 'Here is what I made this week.');
    await settle();

    expect(await spine.offers()).toMatchObject([
      { memberId: 6, evidence: [{ part: 'body', phrase: 'Where does the export go?', start: 21, end: 46 }] },
    ]);
  });

  test('whoever calls Waypost by name is answered', async () => {
    await open(rule('on: bot.mentioned'));
    const post = ask('tariq', 'Hello @waypost, can you help me?');
    await settle();

    expect(spine.replies()).toMatchObject([{ topicId: post.topicId }]);
  });
});
