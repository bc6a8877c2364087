import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { isLeavingAsked, measureOf } from '../../service/engine/lifecycle/measure-of.ts';
import { followLives } from '../../service/sweep/follow-lives.ts';
import { memberId } from '../../service/model/ids.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';
import { type Spine, askAboutExport, openSpine } from '../support/spine.ts';

const starter = await readFile(new URL('../../rules/stages.yml', import.meta.url), 'utf8');
const starterStages = aRulebook(ruleText(), { 'stages.yml': starter });
const never = new AbortController().signal;

const sweep = (spine: Spine) =>
  followLives(
    {
      ...spine.evaluation,
      measure: () => measureOf(spine.state.rulebook),
      isLeavingAsked: () => isLeavingAsked(spine.state.rulebook),
    },
    spine.forum,
    never,
  );

/** A member of trust level 2 who wrote last so many days ago and has been in this stage ever since. */
async function livesThere(
  spine: Spine,
  id: number,
  { stage, silentDays }: { stage: string | null; silentDays: number },
): Promise<void> {
  await spine.stores.db.transaction().execute(async (trx) => {
    const posted = new Date(Date.now() - silentDays * 86_400_000);
    await spine.stores.members.learn(trx, {
      forum: spine.forum,
      id: memberId(id),
      username: `member${id}`,
      facts: { trustLevel: 2, joinedAt: joined, lastPostedAt: posted, postCount: 30 },
      source: 'webhook',
      at: posted,
    });
    if (stage === null) return;
    const digest = spine.stores.lifecycle.digestOf(spine.state.rulebook.stages);
    await sql`update member set stage = ${stage}, stage_since = ${posted}, stages_digest = ${digest},
      due_at = ${posted} where id = ${id}`.execute(trx);
  });
}

const stageOf = async (spine: Spine, id: number) =>
  (await spine.stores.members.find(spine.db, spine.forum, memberId(id)))?.member.stage;
const told = async (spine: Spine) =>
  (await spine.events())
    .map(({ kind, memberId: who }) => `${kind} ${who}`)
    .filter((line) => line.startsWith('stage'));
const joined = new Date('2020-01-01T12:00Z');
const daysAgo = (date: Date | undefined) => date && Math.round((Date.now() - date.getTime()) / 86_400_000);

test('a member falls quiet at the moment their silence is long enough, and it is told once', async () => {
  await using spine = await openSpine({ rulebook: starterStages });
  await livesThere(spine, 71, { stage: 'regular', silentDays: 30.01 });
  await livesThere(spine, 72, { stage: 'regular', silentDays: 29.99 });

  await sweep(spine);
  await sweep(spine);

  expect(await stageOf(spine, 71)).toMatchObject({ value: 'quiet' });
  expect(await stageOf(spine, 72)).toMatchObject({ value: 'regular' });
  expect(await told(spine)).toEqual(['stage.entered 71']);
  const [event] = await spine.events();
  expect(Date.now() - (event?.occurredAt.getTime() ?? 0)).toBeCloseTo(0.01 * 86_400_000, -4);
  const changes = await spine.db.selectFrom('stageChange').selectAll().execute();
  expect(changes).toMatchObject([{ memberId: 71, stage: 'quiet', previous: 'regular' }]);
});

test('nobody is looked at again before their time', async () => {
  await using spine = await openSpine({ rulebook: starterStages });
  await livesThere(spine, 71, { stage: 'regular', silentDays: 10 });

  expect(await sweep(spine)).toMatchObject({ looked: 1, moved: 0 });
  expect(await sweep(spine)).toMatchObject({ looked: 0, walked: 0 });

  const row = await spine.db
    .selectFrom('member')
    .select('dueAt')
    .where('id', '=', 71)
    .executeTakeFirstOrThrow();
  expect((row.dueAt!.getTime() - Date.now()) / 86_400_000).toBeCloseTo(20, 2);
});

test('what came due long ago is written down, each step at its own time, and tells nobody', async () => {
  await using spine = await openSpine({ rulebook: starterStages });
  await livesThere(spine, 71, { stage: 'regular', silentDays: 200 });

  await sweep(spine);

  expect(await told(spine)).toEqual([]);
  const changes = await spine.db.selectFrom('stageChange').selectAll().orderBy('id').execute();
  expect(changes.map(({ stage, at }) => `${stage} ${daysAgo(at)}`)).toEqual(['quiet 170', 'dormant 110']);
});

test('members who were there before Waypost get their stage quietly', async () => {
  await using spine = await openSpine({ rulebook: starterStages });
  await livesThere(spine, 71, { stage: null, silentDays: 40 });

  await sweep(spine);

  expect(await stageOf(spine, 71)).toMatchObject({ value: 'quiet' });
  expect(await told(spine)).toEqual([]);
});

test('another list of stages moves everybody quietly, a part at a time', async () => {
  await using spine = await openSpine({ rulebook: starterStages });
  for (let id = 100; id < 700; id += 1) await livesThere(spine, id, { stage: 'regular', silentDays: 3 });
  await sweep(spine);
  spine.state.rulebook = aRulebook(ruleText(), {
    'stages.yml': 'stages: [{ id: regular, when: { posts: { max: 2 } } }, { id: veteran, when: {} }]',
  });

  await sweep(spine);

  const stages = await spine.db.selectFrom('member').select('stage').distinct().execute();
  expect(stages).toEqual([{ stage: 'veteran' }]);
  expect(await told(spine)).toEqual([]);
});

test('two processes take different members, and one that dies leaves them due', async () => {
  await using spine = await openSpine({ rulebook: starterStages });
  for (let id = 100; id < 140; id += 1) await livesThere(spine, id, { stage: 'regular', silentDays: 30.01 });

  const dying = spine.stores.db.transaction().execute(async (trx) => {
    expect((await spine.stores.lifecycle.takeDue(trx, spine.forum, 10)).due).toHaveLength(10);
    const [one, other] = await Promise.all([sweep(spine), sweep(spine)]);
    expect(one.moved + other.moved).toBe(30);
    throw new Error('died');
  });
  await expect(dying).rejects.toThrow('died');
  await sweep(spine);

  expect((await told(spine)).length).toBe(40);
  expect(new Set(await told(spine)).size).toBe(40);
});

test('who writes after a silence that nobody watched has returned, and the offer would stand under that post', async () => {
  await using spine = await openSpine({ rulebook: starterStages });
  const { authorId } = { authorId: 6 };
  const post = askAboutExport(spine);
  await livesThere(spine, post.userId ?? authorId, { stage: 'regular', silentDays: 45 });

  await spine.work();
  await sweep(spine);

  const entered = (await spine.events()).filter(({ kind }) => kind === 'stage.entered');
  expect(entered).toMatchObject([
    { content: { stage: 'returned', previous: 'quiet', post: { id: post.id } } },
  ]);
  const changes = await spine.db.selectFrom('stageChange').selectAll().orderBy('id').execute();
  expect(changes.map(({ stage }) => stage)).toEqual(['quiet', 'returned']);
});

test('a member whose post is still to be decided is left to that post', async () => {
  await using spine = await openSpine({ rulebook: starterStages });
  const post = askAboutExport(spine);
  await livesThere(spine, post.userId, { stage: 'regular', silentDays: 45 });
  await spine.readOnly();

  expect(await sweep(spine)).toMatchObject({ looked: 0 });
});

test('leaving a stage is told where a rule waits for it', async () => {
  const waiting = aRulebook(
    ruleText(
      'on: stage.left\nwho: { stage: regular }\ncases: { fires: [{ stage: regular }, { stage: regular, trust_level: 1 }], silent: [{ stage: quiet }, { stage: newcomer }] }',
    ).replace('text: { any: [export model] }\n', ''),
    { 'stages.yml': starter },
  );
  await using spine = await openSpine({ rulebook: waiting });
  await livesThere(spine, 71, { stage: 'regular', silentDays: 30.01 });

  await sweep(spine);
  await spine.work();

  expect(await told(spine)).toEqual(['stage.left 71', 'stage.entered 71']);
  expect(await spine.decisions()).toMatchObject([
    { verdict: 'held', because: [{ code: 'no_post_to_answer' }] },
  ]);
});

test('the post that makes a number full tells so, once, with itself to answer under', async () => {
  const counting = aRulebook(
    ruleText(
      'on: member.count\nreaches: { posts: 31 }\ncases: { fires: [{ reaches: { posts: 31 } }, { stage: regular }], silent: [{ reaches: { posts: 30 } }, { reaches: { posts: 32 } }] }',
    ).replace('text: { any: [export model] }\n', ''),
    { 'stages.yml': starter },
  );
  await using spine = await openSpine({ rulebook: counting });
  const member = spine.demo.members.find(({ username }) => username === 'tariq')?.id ?? 0;
  await livesThere(spine, member, { stage: 'regular', silentDays: 3 });
  askAboutExport(spine);
  askAboutExport(spine, { title: 'Another question about it', raw: 'And how do I import model files?' });

  await spine.work();

  const counts = (await spine.events()).filter(({ kind }) => kind === 'member.count');
  expect(counts).toMatchObject([{ logicalKey: `member_count:${member}:posts:31` }]);
  expect(await spine.offers()).toMatchObject([{ occasion: 'posts:31' }]);
});
