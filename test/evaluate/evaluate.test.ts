import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, test, vi } from 'vitest';
import { workOnEvent } from '../../service/evaluate/work-on-event.ts';
import { memberId, ruleId } from '../../service/model/ids.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';
import { meetHalfway } from '../support/meet-halfway.ts';
import { aFreshPayload, readKept, sendSigned } from '../support/signed-webhooks.ts';
import { askAboutExport, openSpine, type Spine } from '../support/spine.ts';

const stages = `stages:
  - { id: regular, when: { posts: { min: 3 } } }
  - { id: newcomer, when: { posts: { min: 1 } } }
  - { id: visitor, when: { posts: { max: 0 } } }
`;
const firstPost = aRulebook(ruleText('on: post.first\nwho: { trust_level: { max: 1 } }'), {
  'stages.yml': stages,
});

const codesOf = (because: readonly unknown[]) => because.map((reason) => (reason as { code: string }).code);

/** Somebody joins under Waypost's eyes. */
function aNewMember(spine: Spine, username = 'lena') {
  return spine.demo.addMember({ username, name: username });
}

/** Reads every webhook, and gives the events back so that anybody may decide over them. */
async function readAll(spine: Spine) {
  await spine.demo.settled();
  await readKept(spine);
  await sql`update event set lease = null, lease_until = null, attempts = 0 where state = 'received'`.execute(
    spine.db,
  );
  return await spine.stores.events.due({ limit: 99, idleMs: 0 });
}

describe('a decision', () => {
  test('is stored with its reasons, facts and the version of the rules, and never a text', async () => {
    await using spine = await openSpine();
    askAboutExport(spine);

    await spine.work();

    const [decision] = await spine.decisions();
    expect(decision).toMatchObject({
      ruleId: 'export-model',
      verdict: 'offer',
      rung: 'live',
      rulebook: 'test',
    });
    expect(codesOf(decision!.because)).toEqual(expect.arrayContaining(['new_post', 'text_matched']));
    expect(JSON.stringify(decision)).not.toContain('How can I');
    expect(await spine.events()).toContainEqual(
      expect.objectContaining({ kind: 'post.created', state: 'done', rulebook: 'test' }),
    );
    expect(spine.state.woken.offers).toBe(1);
  });

  test('to hold is stored too, with what spoke against it', async () => {
    await using spine = await openSpine();
    const question = askAboutExport(spine);
    spine.demo.writePost({ as: 'ren', topicId: question.topicId, raw: 'In the menu, under File.' });
    await readAll(spine);

    await spine.work();

    const [decision] = await spine.decisions();
    expect(decision).toMatchObject({ verdict: 'held' });
    expect(codesOf(decision!.because)).toContain('human_answered');
    expect(await spine.offers()).toEqual([]);
  });

  test('of a rule in shadow is recorded and reserves nothing', async () => {
    await using spine = await openSpine();
    await spine.actions.setRung({
      forum: spine.forum,
      rule: ruleId('export-model'),
      rung: 'shadow',
      who: 'ana',
      why: 'try',
    });
    askAboutExport(spine);
    await spine.work();
    await spine.makeDue();

    await spine.deliver();

    expect(await spine.offers()).toMatchObject([{ state: 'shadow' }]);
    expect(await spine.reservations()).toEqual([]);
    expect(spine.replies()).toEqual([]);
    expect(spine.state.woken.offers).toBe(0);
  });

  test('is made once, however often the event is worked on', async () => {
    await using spine = await openSpine();
    askAboutExport(spine);
    await spine.work();
    await sql`update event set state = 'received', finished_at = null, next_at = now()`.execute(spine.db);

    await spine.work();

    expect(await spine.decisions()).toHaveLength(1);
    expect(await spine.offers()).toHaveLength(1);
  });

  test('is made by one of two workers', async () => {
    await using spine = await openSpine();
    askAboutExport(spine);
    askAboutExport(spine, { as: 'jonna', title: 'Another question about drawing' });
    const ids = await readAll(spine);

    await Promise.all([...ids, ...ids, ...ids].map((id) => workOnEvent(spine.evaluation, id)));

    expect((await spine.events()).every(({ state, attempts }) => state === 'done' && attempts === 1)).toBe(
      true,
    );
    expect(await spine.decisions()).toHaveLength(2);
  });

  test('and the erasing of its member meet halfway, and neither waits for the other', async () => {
    await using spine = await openSpine({ mostTries: 1 });
    askAboutExport(spine, { raw: 'Nothing that any rule asks for.', title: 'Of no matter' });
    const ids = await readAll(spine);
    const member = spine.demo.member('tariq').id;
    const { members } = spine.stores;
    const fault = vi.spyOn(spine.log, 'error');

    await meetHalfway(spine.db, {
      begin: (trx) => members.lock(trx, spine.forum, memberId(member)),
      other: () => Promise.all(ids.map((each) => workOnEvent(spine.evaluation, each))),
      goOn: (trx) => members.forget(trx, spine.forum, memberId(member)),
    });

    expect(fault).not.toHaveBeenCalled();
    expect(await spine.offers()).toEqual([]);
  });

  test('by a worker whose lease was taken over writes nothing', async () => {
    await using spine = await openSpine();
    askAboutExport(spine);
    await spine.demo.settled();
    const fresh = await readKept(spine);
    const [id] = fresh.filter(({ event }) => event.kind === 'post.created').map((event) => event.id);
    await sql`update event set lease_until = now() - interval '1 second'`.execute(spine.db);
    const { topic } = spine.stores.posts;
    const posts = {
      ...spine.stores.posts,
      async topic(...args: Parameters<typeof topic>) {
        await sql`update event set lease = gen_random_uuid() where id = ${id}`.execute(spine.db);
        return await topic(...args);
      },
    };
    const slow = { ...spine.evaluation, posts };

    await workOnEvent(slow, id!);

    expect(await spine.decisions()).toEqual([]);
    expect(await spine.offers()).toEqual([]);
  });

  test.each(['evaluate.before-commit', 'evaluate.after-commit'] as const)(
    'survives a death at %s, whole or not at all',
    async (where) => {
      await using spine = await openSpine();
      askAboutExport(spine);
      spine.state.crash = (at) => {
        if (at === where) throw new Error('killed');
      };
      await spine.work();
      const halfWay = [await spine.decisions(), await spine.offers()].map((rows) => rows.length);
      expect(halfWay).toEqual(where === 'evaluate.after-commit' ? [1, 1] : [0, 0]);
      spine.state.crash = () => {};
      await sql`update event set lease = null, lease_until = null, next_at = now()`.execute(spine.db);

      await spine.work();

      expect(await spine.decisions()).toHaveLength(1);
      expect(await spine.offers()).toHaveLength(1);
    },
  );
});

describe('an event', () => {
  test('older than any rule asks for is missed, with the reason', async () => {
    await using spine = await openSpine();
    const longAgo = new Date(Date.now() - 8 * 86_400_000).toISOString();
    await sendSigned(spine, 'post_created', {
      post: aFreshPayload({ created_at: longAgo, updated_at: longAgo }),
    });

    await spine.work();

    expect(await spine.events()).toMatchObject([{ state: 'missed', reason: 'out_of_date' }]);
  });

  test('waits without burning an attempt while the forum is ill', async () => {
    await using spine = await openSpine();
    askAboutExport(spine);
    await spine.demo.settled();
    const fresh = await readKept(spine);
    await sql`update event set lease = null, lease_until = null, attempts = 0`.execute(spine.db);
    await sql`delete from topic`.execute(spine.db);
    spine.demo.misbehave({ mode: 'server-error' });
    const id = fresh.find(({ event }) => event.kind === 'post.created')!.id;

    await workOnEvent(spine.evaluation, id);

    const event = (await spine.events()).find((row) => row.id === id);
    expect(event).toMatchObject({ state: 'received', attempts: 0, lease: null });
    expect(event!.nextAt.getTime()).toBeGreaterThan(Date.now() + 500);
  });

  test('that fails ten times over is dead, and a replay starts it again', async () => {
    await using spine = await openSpine();
    askAboutExport(spine);
    await spine.demo.settled();
    await readKept(spine);
    await sql`update event set lease = null, lease_until = null, attempts = 10`.execute(spine.db);
    await spine.work();
    const dead = (await spine.events()).filter(({ state }) => state === 'dead');
    expect(dead.length).toBeGreaterThan(0);

    await spine.actions.replay({
      forum: spine.forum,
      subject: 'event',
      ids: dead.map(({ id }) => id),
      who: 'ana',
      why: 'mended',
    });
    await spine.work();

    expect((await spine.events()).every(({ state }) => state === 'done')).toBe(true);
    expect(await spine.offers()).toHaveLength(1);
  });

  test('needs no second connection while it holds one', async () => {
    await using spine = await openSpine({ maxConnections: 1 });
    askAboutExport(spine);

    await spine.work();

    expect((await spine.events()).every(({ state }) => state === 'done')).toBe(true);
    expect(await spine.offers()).toHaveLength(1);
  });
});

describe('a member who answers the bot with nothing but stop', () => {
  async function answered(spine: Spine) {
    const question = askAboutExport(spine);
    await spine.work();
    await spine.makeDue();
    await spine.deliver();
    await spine.work();
    return question;
  }
  const consent = async (spine: Spine, id = 6) =>
    (await spine.stores.members.find(spine.db, spine.forum, id as never))?.consent.state;

  test('is left alone at once: what waits is not sent, and nothing is offered again', async () => {
    await using spine = await openSpine({ rulebook: aRulebook(ruleText('limit: { member: 9 per day }')) });
    const question = await answered(spine);
    askAboutExport(spine, { title: 'Another question about drawing' });
    await spine.work();

    spine.demo.writePost({
      as: 'tariq',
      topicId: question.topicId,
      raw: 'Stop, please.',
      replyToPostNumber: 2,
    });
    await spine.work();

    expect(await consent(spine)).toBe('declined');
    expect(await spine.offers()).toMatchObject([
      { state: 'sent' },
      { state: 'held', stateBecause: [{ code: 'opted_out' }] },
    ]);
    askAboutExport(spine, { title: 'A third question about drawing' });
    await spine.work();
    expect(codesOf((await spine.decisions()).at(-1)!.because)).toContain('opted_out');
  });

  test('is heard though no webhook has told of the reply yet', async () => {
    await using spine = await openSpine();
    const question = askAboutExport(spine);
    await spine.work();
    await spine.makeDue();
    spine.demo.misbehave('lost-webhooks');
    await spine.deliver();
    spine.demo.behave();

    spine.demo.writePost({ as: 'tariq', topicId: question.topicId, raw: 'stop', replyToPostNumber: 2 });
    await spine.work();

    expect(await consent(spine)).toBe('declined');
  });

  test('is heard in a category that no rule looks at any more', async () => {
    await using spine = await openSpine();
    const question = await answered(spine);
    spine.state.rulebook = aRulebook(ruleText('where: { category: lounge }'));

    spine.demo.writePost({ as: 'tariq', topicId: question.topicId, raw: 'stop', replyToPostNumber: 2 });
    await spine.work();

    expect(await consent(spine)).toBe('declined');
  });

  test.each([
    ['answers a person', 'stop', 3],
    ['says more than that', 'Please stop the music in the next room', 2],
  ])('but not one who %s', async (_, raw, replyToPostNumber) => {
    await using spine = await openSpine();
    const question = await answered(spine);
    spine.demo.writePost({ as: 'ren', topicId: question.topicId, raw: 'Let me have a look.' });

    spine.demo.writePost({ as: 'tariq', topicId: question.topicId, raw, replyToPostNumber });
    await spine.work();

    expect(await consent(spine)).toBe('open');
  });
});

describe('a first post', () => {
  test('is one of a member who joined under our eyes', async () => {
    await using spine = await openSpine({ rulebook: firstPost });
    aNewMember(spine);
    await spine.work();

    spine.demo.writePost({
      as: 'lena',
      title: 'Hello, I have just arrived',
      categoryId: 5,
      raw: 'I am new here, hello all of you.',
    });
    await spine.work();

    expect(await spine.decisions()).toMatchObject([{ verdict: 'offer' }]);
    spine.demo.writePost({
      as: 'lena',
      title: 'Hello, I am here once more',
      categoryId: 5,
      raw: 'This is the second thing I write.',
    });
    await spine.work();
    expect((await spine.decisions()).filter(({ verdict }) => verdict === 'offer')).toHaveLength(1);
  });

  test('is never one of a member who was there before Waypost came', async () => {
    await using spine = await openSpine({ rulebook: firstPost });

    askAboutExport(spine);
    await spine.work();

    expect((await spine.decisions()).map(({ verdict }) => verdict)).not.toContain('offer');
  });

  test('is never one of trust level 2', async () => {
    await using spine = await openSpine({ rulebook: aRulebook(ruleText('on: post.first')) });
    spine.demo.addMember({ username: 'lena', name: 'Lena', trustLevel: 2 });
    await spine.work();

    spine.demo.writePost({
      as: 'lena',
      title: 'Hello, I have just arrived',
      categoryId: 5,
      raw: 'I am new here, hello all of you.',
    });
    await spine.work();

    expect(await spine.offers()).toEqual([]);
  });

  test('cannot be told while earlier webhooks are unread', async () => {
    await using spine = await openSpine({ rulebook: firstPost });
    aNewMember(spine);
    await spine.work();
    await sendSigned(spine, 'post_created', { post: aFreshPayload() });
    await sql`update inbox set next_at = now() + interval '1 hour', received_at = now() - interval '1 minute' where state = 'received'`.execute(
      spine.db,
    );
    spine.demo.writePost({
      as: 'lena',
      title: 'Hello, I have just arrived',
      categoryId: 5,
      raw: 'I am new here, hello all of you.',
    });

    await spine.work();

    expect(await spine.decisions()).toEqual([]);
    expect((await spine.events()).at(-1)).toMatchObject({ state: 'received', attempts: 0 });
    await sql`update inbox set next_at = now()`.execute(spine.db);
    await sql`update event set next_at = now()`.execute(spine.db);
    await spine.work();
    expect((await spine.decisions()).map(({ verdict }) => verdict)).toContain('offer');
  });
});

describe('a first post after an outage', () => {
  test('cannot be told before somebody has looked for the posts that no webhook told of', async () => {
    await using spine = await openSpine({ rulebook: firstPost });
    aNewMember(spine);
    await spine.work();
    await sql`update forum set last_reconciled_at = now() - interval '1 hour'`.execute(spine.db);
    spine.demo.writePost({
      as: 'lena',
      title: 'Hello, I have just arrived',
      categoryId: 5,
      raw: 'I am new here, hello all of you.',
    });
    await spine.work();
    expect(await spine.decisions()).toEqual([]);

    await spine.missedPostsFinder()();
    await sql`update event set next_at = now()`.execute(spine.db);
    await spine.work();

    expect(await spine.decisions()).toMatchObject([{ verdict: 'offer' }]);
  });
});

describe('a stage', () => {
  const rulebook = aRulebook(
    ruleText('on: stage.entered\nwho: { stage: regular }\nwait: 60s\nwithdraw_when: []\nlimit: { topic: 9 }'),
    {
      'stages.yml': stages,
    },
  );
  const write = (spine: Spine, count: number) => {
    for (let posts = 0; posts < count; posts += 1) {
      spine.demo.writePost({
        as: 'lena',
        title: `A new thing to tell, number ${posts}`,
        categoryId: 5,
        raw: `This is the thing I wanted to say, number ${posts}.`,
      });
    }
  };
  const changes = (spine: Spine) => spine.db.selectFrom('stageChange').selectAll().orderBy('id').execute();

  test('that changes is written down with its reason, and is an event of its own', async () => {
    await using spine = await openSpine({ rulebook });
    aNewMember(spine);
    await spine.work();
    write(spine, 3);
    await spine.work();

    expect((await changes(spine)).map(({ previous, stage }) => [previous, stage])).toEqual([
      [null, 'visitor'],
      ['visitor', 'newcomer'],
      ['newcomer', 'regular'],
    ]);
    expect((await changes(spine)).every(({ because }) => because.length > 0)).toBe(true);
    const entered = (await spine.events()).filter(({ kind }) => kind === 'stage.entered');
    expect(entered.at(-1)).toMatchObject({ state: 'done', memberId: spine.demo.member('lena').id });
    expect(await spine.offers()).toMatchObject([{ occasion: expect.stringMatching(/^stage:regular@/) }]);
  });

  test('is entered once, though two posts are decided at the same moment', async () => {
    await using spine = await openSpine({ rulebook });
    aNewMember(spine);
    await spine.work();
    write(spine, 4);
    const ids = await readAll(spine);
    const entering: unknown[] = [];
    const { enterStage } = spine.stores.members;
    const members = {
      ...spine.stores.members,
      async enterStage(...args: Parameters<typeof enterStage>) {
        entering.push(args);
        const until = performance.now() + 200;
        while (entering.length < 2 && performance.now() < until) await sleep(5);
        await enterStage(...args);
      },
    };

    await Promise.all(ids.map((id) => workOnEvent({ ...spine.evaluation, members }, id)));
    await spine.work();

    const regular = (await changes(spine)).filter(({ stage }) => stage === 'regular');
    expect(regular).toHaveLength(1);
  });

  test('is never left and entered again because the newest of several posts is decided first', async () => {
    await using spine = await openSpine({ rulebook });
    aNewMember(spine);
    await spine.work();
    for (let posts = 0; posts < 4; posts += 1) {
      await sleep(2);
      write(spine, 1);
    }
    const newestFirst = await readAll(spine);

    for (const id of newestFirst) await workOnEvent(spine.evaluation, id);

    expect((await changes(spine)).map(({ previous, stage }) => [previous, stage])).toEqual([
      [null, 'visitor'],
      ['visitor', 'regular'],
    ]);
  });

  test('newly written into the file moves people quietly: it is the file that changed', async () => {
    await using spine = await openSpine({ rulebook });
    aNewMember(spine);
    await spine.work();
    write(spine, 1);
    await spine.work();
    const before = (await spine.events()).filter(({ kind }) => kind === 'stage.entered').length;
    spine.state.rulebook = aRulebook(ruleText('on: stage.entered\nwho: { stage: contributor }'), {
      'stages.yml': 'stages: [{ id: contributor, when: { posts: { min: 1 } } }]',
    });

    write(spine, 2);
    await spine.work();

    expect((await changes(spine)).at(-1)).toMatchObject({ stage: 'contributor' });
    expect((await spine.events()).filter(({ kind }) => kind === 'stage.entered')).toHaveLength(before);
    expect((await spine.offers()).filter(({ occasion }) => occasion.startsWith('stage:contributor'))).toEqual(
      [],
    );
  });

  test('of somebody who was there before Waypost came is no news to them', async () => {
    await using spine = await openSpine({
      rulebook: aRulebook(ruleText('on: stage.entered\nwho: { stage: regular }'), {
        'stages.yml': 'stages: [{ id: regular, when: { trust_level: { min: 1 } } }]',
      }),
    });
    askAboutExport(spine);

    await spine.work();

    expect((await changes(spine)).map(({ stage }) => stage)).toEqual(['regular']);
    expect((await spine.events()).map(({ kind }) => kind)).not.toContain('stage.entered');
  });
});
