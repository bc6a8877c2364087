import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RuleHistory } from '../../service/dashboard/rule-history/rule-history.ts';
import { type TestDatabase, openTestDatabase } from '../support/database.ts';
import { openDashboard } from '../support/open-dashboard.ts';
import { seedForum } from '../support/seeded-community.ts';
import { signIn } from '../support/signed-in.ts';

const idOf = (letter: string) => letter.repeat(40);
const commit = (letter: string, message: string, files: string[]) => ({
  id: idOf(letter),
  author: 'Ana <b>',
  at: new Date('2026-11-20T10:00:00Z'),
  message,
  files,
});
const history: RuleHistory = {
  address: 'https://git.example.org/rules.git',
  branch: 'main',
  commits: [
    commit('c', 'A <new> word', ['questions/export.yml']),
    commit('b', 'Only the README', []),
    commit('a', 'The first rules', ['questions/export.yml', 'site.yml']),
  ],
  inForce: { id: idOf('a'), message: 'The first rules' },
  pinned: null,
  trouble: null,
};

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await seedForum(database.db);
});
afterAll(() => database[Symbol.asyncDispose]());

async function open(given: Partial<RuleHistory> = {}) {
  const { app, changes } = await openDashboard(database.db, {
    ruleHistory: async () => ({ ...history, ...given }),
  });
  const operator = await signIn(app);
  return { operator, changes };
}

describe('the history of the rules', () => {
  it('tells which version decides, who made it, what it changed and what has faults', async () => {
    const { operator } = await open();

    const page = await operator.open('/rules/history');

    expect(page.body).toContain('“The first rules” decides at present.');
    expect(page.body).toContain('Ana &lt;b&gt;');
    expect(page.body).toContain('A &lt;new&gt; word');
    expect(page.body).toContain('questions/export.yml, site.yml');
    // The newest would decide, if it had none: nobody is led back to it.
    expect(page.body.match(/has faults<\/span>/g) ?? []).toHaveLength(1);
    expect(page.body.match(/action="\/rules\/history\/back"/g)).toHaveLength(1);
  });

  it('goes back to a version by one button, with a reason', async () => {
    const { operator, changes } = await open();
    const answer = await operator.change('/rules/history/back', {
      commit: idOf('c'),
      why: 'Too many offers',
    });

    expect(answer.statusCode).toBe(303);
    expect(changes).toMatchObject([{ what: 'roll back', commit: idOf('c'), why: 'Too many offers' }]);
  });

  it('goes back to nothing that the branch does not have', async () => {
    const { operator, changes } = await open();
    const answer = await operator.change('/rules/history/back', { commit: idOf('f') });

    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('not among the newest');
    expect(changes).toEqual([]);
  });

  it('says who went back, and follows the branch again by one button', async () => {
    const { operator, changes } = await open({
      pinned: { commit: idOf('a'), by: 'mira', why: 'Too many offers', at: new Date('2026-11-21T09:00:00Z') },
    });
    const page = await operator.open('/rules/history');
    expect(page.body).toContain('mira went back to an earlier version');
    expect(page.body.match(/waits<\/span>/g) ?? []).toHaveLength(1);

    await operator.change('/rules/history/follow');

    expect(changes).toMatchObject([{ what: 'follow branch' }]);
  });

  it('says why the repository could not be fetched', async () => {
    const { operator } = await open({
      trouble: 'could not resolve host: git.example.org',
      commits: [],
      inForce: null,
    });

    const page = await operator.open('/rules/history');

    expect(page.body).toContain('could not resolve host');
    expect(page.body).toContain('Nothing was fetched yet');
  });
});
