import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { takeSteps } from '../../service/sweep/take-steps.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';
import { type Spine, askAboutExport, openSpine } from '../support/spine.ts';

const never = new AbortController().signal;
const guide = (title: string) => `---\ntitle: ${title}\nowner: ana\n---\n\nThis is ${title}.\n`;

function sequence(lines: string) {
  const text = ruleText(lines).replace('offer: export-model\n', '');
  return aRulebook(text, { 'resources/first.md': guide('First'), 'resources/second.md': guide('Second') });
}

const twoSteps = `as: [message]
steps:
  - { id: hello, wait: 1h, offer: first }
  - { id: more, wait: 3d, only_if: { posts: { max: 1 } }, offer: second }
until: { posts: { min: 5 } }`;

const sweep = (spine: Spine) => takeSteps(spine.evaluation, spine.forum, never);
const places = (spine: Spine) =>
  spine.db.selectFrom('sequencePlace').selectAll().orderBy('beganAt').execute();

/** The next step is due now; the facts say how much the member has written. */
async function comeToStep(spine: Spine, posts: number): Promise<void> {
  const at = new Date(Date.now() + 1_000);
  await sql`update sequence_place set due_at = now() - interval '1 minute'`.execute(spine.db);
  const [place] = await places(spine);
  await spine.stores.db.transaction().execute((trx) =>
    spine.stores.members.learn(trx, {
      forum: spine.forum,
      id: place!.memberId as never,
      username: null,
      facts: { postCount: posts, joinedAt: new Date('2020-01-01') },
      source: 'forum',
      at,
    }),
  );
  await sweep(spine);
  await spine.work();
}

const decided = async (spine: Spine) =>
  (await spine.decisions()).map(
    ({ verdict, because }) => `${verdict} ${(because[0] as { code: string }).code}`,
  );

test('a sequence begins when its trigger fires, and nothing is offered before its first step', async () => {
  await using spine = await openSpine({ rulebook: sequence(twoSteps) });
  const post = askAboutExport(spine);

  await spine.work();

  expect(await decided(spine)).toEqual(['held sequence_begun']);
  expect(await spine.offers()).toEqual([]);
  const [place] = await places(spine);
  expect(place).toMatchObject({
    step: 'hello',
    state: 'going',
    occasion: `post:${post.id}`,
    memberId: post.userId,
  });
  expect(await sweep(spine)).toBe(0);
});

test('each step is an occasion of its own, decided when it comes, and the last one ends it', async () => {
  await using spine = await openSpine({ rulebook: sequence(twoSteps) });
  const post = askAboutExport(spine);
  await spine.work();

  await comeToStep(spine, 1);
  expect(await places(spine)).toMatchObject([{ step: 'more', state: 'going', doneSteps: ['hello'] }]);
  await comeToStep(spine, 1);

  expect(await places(spine)).toMatchObject([{ state: 'done', doneSteps: ['hello', 'more'] }]);
  const steps = (await spine.events()).filter(({ kind }) => kind === 'sequence.step');
  expect(steps.map(({ logicalKey }) => logicalKey)).toEqual([
    `sequence_step:export-model:${post.userId}:post:${post.id}:hello`,
    `sequence_step:export-model:${post.userId}:post:${post.id}:more`,
  ]);
  expect(await decided(spine)).toEqual([
    'held sequence_begun',
    'offer sequence_step_came',
    'offer sequence_step_came',
  ]);
});

test('a step that is no longer needed is left out, and the goal ends the sequence', async () => {
  await using spine = await openSpine({
    rulebook: sequence(twoSteps.replace('until:', '  - { id: last, wait: 1d, offer: first }\nuntil:')),
  });
  askAboutExport(spine);
  await spine.work();

  await comeToStep(spine, 3);
  await comeToStep(spine, 3);
  await comeToStep(spine, 9);

  const reasons = (await spine.decisions()).map(({ because }) => JSON.stringify(because));
  expect(reasons[2]).toContain('step_not_needed');
  expect(reasons[3]).toContain('goal_reached');
  expect(await places(spine)).toMatchObject([{ state: 'reached' }]);
});

test('what a member writes between a step and its sending counts: the goal is reached, and nothing comes', async () => {
  await using spine = await openSpine({
    rulebook: sequence(twoSteps.replace('until: { posts: { min: 5 } }', 'until: { posts: { min: 3 } }')),
  });
  askAboutExport(spine);
  await spine.work();
  await comeToStep(spine, 1);
  expect(await spine.offers()).toMatchObject([{ state: 'waiting' }]);
  // What the forum told is of then; what came since, webhooks alone have told.
  await sql`update member set facts = jsonb_set(facts, '{postCount,at}', to_jsonb(now() - interval '1 minute'))`.execute(
    spine.db,
  );

  for (const raw of ['I have found the menu by now, thank you.', 'And the files are all there.'])
    askAboutExport(spine, { title: `Found it myself: ${raw}`, raw });
  await spine.work();
  await spine.makeDue();
  await spine.deliver();

  expect(spine.replies()).toEqual([]);
  expect(await spine.offers()).toMatchObject([{ state: 'held', stateBecause: [{ code: 'goal_reached' }] }]);
});

test('nobody is on the same sequence twice at a time', async () => {
  await using spine = await openSpine({ rulebook: sequence(twoSteps) });
  askAboutExport(spine);
  await spine.work();
  askAboutExport(spine, {
    title: 'Another question about it',
    raw: 'And again: how do I export model files?',
  });

  await spine.work();

  expect(await places(spine)).toHaveLength(1);
});

test('a process that dies between two steps leaves the step due, and it is told once', async () => {
  await using spine = await openSpine({ rulebook: sequence(twoSteps) });
  askAboutExport(spine);
  await spine.work();
  await sql`update sequence_place set due_at = now() - interval '1 minute'`.execute(spine.db);

  const dying = spine.stores.db.transaction().execute(async (trx) => {
    expect(await spine.stores.sequences.takeDue(trx, spine.forum, 10)).toHaveLength(1);
    expect(await sweep(spine)).toBe(0);
    throw new Error('died');
  });
  await expect(dying).rejects.toThrow('died');
  await sweep(spine);
  await sweep(spine);

  expect((await spine.events()).filter(({ kind }) => kind === 'sequence.step')).toHaveLength(1);
});

test('a rule that is taken out ends its sequence for all who are on the way', async () => {
  await using spine = await openSpine({ rulebook: sequence(twoSteps) });
  askAboutExport(spine);
  await spine.work();
  spine.state.rulebook = aRulebook(ruleText('', 'other'));
  await sql`update sequence_place set due_at = now() - interval '1 minute'`.execute(spine.db);

  await sweep(spine);

  expect(await places(spine)).toMatchObject([{ state: 'stopped', because: [{ code: 'rule_gone' }] }]);
});
