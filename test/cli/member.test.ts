import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Spine, askAboutExport, openSpine } from '../support/spine.ts';
import { runWaypost } from './run-waypost.ts';

let spine: Spine;
beforeEach(async () => {
  spine = await openSpine();
  askAboutExport(spine, { raw: 'How can I export model files, my dear Zanzibar?' });
  await spine.work();
});
afterEach(() => spine[Symbol.asyncDispose]());

const waypost = (...args: string[]) =>
  runWaypost(['member', ...args], {
    DATABASE_URL: spine.url,
    QUEUE: 'postgres',
    KEEP_TEXTS_HOURS: '24',
    KEEP_DECISIONS_DAYS: '90',
  });
const changes = () => spine.db.selectFrom('change').selectAll().orderBy('id').execute();

test('a member gets all that is held about them, is left alone, and is erased', async () => {
  const { id } = spine.demo.member('tariq');

  const given = await waypost('export', '@Tariq');
  expect(given.stderr).toBe('');
  const { about, parts } = JSON.parse(given.stdout) as {
    about: string;
    parts: Record<string, { kept: string; wordsKept?: string; held: Record<string, unknown[]> }>;
  };
  expect(about).toContain(`member ${id} of ${spine.demo.baseUrl}`);
  expect(parts['texts']).toMatchObject({ kept: '24 hours after the work on it ended' });
  expect(JSON.stringify(parts['texts']?.held)).toContain('Zanzibar');
  expect(parts['decisions']).toMatchObject({ kept: '90 days' });
  expect(parts['offers']).toMatchObject({
    wordsKept: '90 days',
    held: { offer: [{ rule_id: 'export-model', state: 'waiting' }] },
  });

  expect((await waypost('decline', String(id), '--why', 'asked by mail')).stdout).toContain(
    'nothing any more',
  );
  expect(await spine.offers()).toMatchObject([{ state: 'held', stateBecause: [{ code: 'opted_out' }] }]);
  expect((await waypost('allow', '@tariq', '--why', 'changed their mind')).stdout).toContain('again');
  expect(await changes()).toMatchObject([
    { what: 'opt out for', subject: `member ${id}`, why: 'asked by mail', madeOn: 'command line' },
    { what: 'allow for', subject: `member ${id}` },
  ]);

  expect(await waypost('erase', '@tariq', '--why', 'Tariq asked')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--why names the member') as string,
  });
  expect((await waypost('erase', '@tariq', '--why', 'asked by mail')).stdout).toContain('Erased');
  const now = await changes();
  expect(now.at(-1)).toMatchObject({ what: 'erase member', subject: 'a member', memberId: null });
  expect(JSON.stringify(now)).not.toContain(`member ${id}`);
  expect(await waypost('export', '@tariq')).toMatchObject({ code: 1, stdout: '' });
}, 120_000);

test('nothing is erased or declined without a reason, nor for a name that is not known', async () => {
  expect((await waypost('erase', '@tariq')).stderr).toContain('--why');
  expect((await waypost('decline', '@nobody', '--why', 'x')).stderr).toContain('the number of the account');
  expect(await changes()).toEqual([]);
}, 60_000);
