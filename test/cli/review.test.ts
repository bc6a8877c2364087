import { afterEach, beforeEach, expect, test } from 'vitest';
import { careFiles } from '../support/care-makers.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';
import { type Spine, askAboutExport, openSpine } from '../support/spine.ts';
import { runWaypost } from './run-waypost.ts';

let spine: Spine;
beforeEach(async () => {
  spine = await openSpine({ rulebook: aRulebook(ruleText('rollout: review'), careFiles()) });
  // One after the other: webhooks that are sent together may arrive in any order.
  for (const as of ['tariq', 'jonna']) {
    askAboutExport(spine, { as });
    await spine.work();
  }
  spine.demo.writePost({ as: 'ren', raw: 'I cannot go on.', title: 'So tired of all this', categoryId: 5 });
  await spine.work();
});
afterEach(() => spine[Symbol.asyncDispose]());

const waypost = (...args: string[]) => runWaypost(args, { DATABASE_URL: spine.url, QUEUE: 'postgres' });

test('what waits is listed, approved and rejected from a terminal, and care is not there', async () => {
  const [one, two, care] = (await spine.offers()).map(({ id }) => id);
  const list = await waypost('review', 'list', '--format', 'json');
  expect(list.stderr).toBe('');
  expect(JSON.parse(list.stdout)).toMatchObject([
    { id: one, rule: 'export-model', member: 'tariq', channel: 'reply' },
    { id: two, member: 'jonna' },
  ]);
  expect(list.stdout).not.toMatch(/talk|ren/);

  expect((await waypost('review', 'approve', String(one), '--why', 'good')).stdout).toBe(
    '1 of 1 approved.\n',
  );
  expect((await waypost('review', 'reject', String(two))).stdout).toBe('1 of 1 rejected.\n');
  const refused = await waypost('review', 'approve', String(care));
  expect(refused).toMatchObject({ code: 1, stdout: '0 of 1 approved.\n' });

  expect((await spine.offers()).map(({ state }) => state)).toEqual(['waiting', 'held', 'proposed']);
  expect((await waypost('review', 'list')).stdout).toBe('Nothing waits for a decision.\n');
  const changes = await spine.db.selectFrom('change').selectAll().orderBy('id').execute();
  expect(changes).toMatchObject([
    { what: 'approve', why: 'good', madeOn: 'command line' },
    { what: 'reject', madeOn: 'command line' },
  ]);
}, 120_000);
