import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../../service/alert/say-trouble.ts';
import { type AlertChannel, tellAlerts } from '../../service/alert/tell-alerts.ts';
import type { Trouble } from '../../service/alert/trouble.ts';
import { createAlertStore } from '../../service/storage/alert-store.ts';
import { type TestDatabase, openTestDatabase } from '../support/database.ts';
import { seedForum, seededForum } from '../support/seeded-community.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await seedForum(database.db);
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => void (await database.db.deleteFrom('alert').execute()));

const burst = (rule: string): Trouble => ({
  code: 'rule_burst',
  subject: rule,
  values: { rule, fired: 40, usual: 3 },
});
const keyRefused: Trouble = { code: 'key_refused', subject: '', values: { forum: 'https://forum.example' } };
const rejected: Trouble = { code: 'rules_rejected', subject: '', values: { faults: 2 } };

/** Channels that remember what they were told. */
function listen(...about: { isOutside: boolean; fails?: boolean; names?: string[] }[]) {
  const heard: Message[][] = about.map(() => []);
  const channels: AlertChannel[] = about.map(({ isOutside, fails, names }, at) => ({
    name: `channel ${at}`,
    isOutside,
    async tell(message, name) {
      if (fails) throw new Error('nobody there');
      names?.push(name);
      heard[at]?.push(message);
    },
  }));
  const deps = {
    alerts: createAlertStore(database.db),
    channels,
    locale: () => 'en',
    log: pino({ level: 'silent' }),
  };
  return { look: (...troubles: Trouble[]) => tellAlerts(deps, seededForum, troubles), heard };
}
const titles = (messages: Message[] | undefined) => messages?.map(({ title }) => title);

async function letMinutesPass(minutes: number): Promise<void> {
  await sql`update alert set began_at = began_at - ${minutes} * interval '1 minute',
    ended_at = ended_at - ${minutes} * interval '1 minute'`.execute(database.db);
}

describe('an alert', () => {
  test('is told once, however often it is seen, and once more when it is over', async () => {
    const { look, heard } = listen({ isOutside: false });

    await look(burst('export'));
    await look(burst('export'));
    await look();
    await letMinutesPass(3);
    await look();
    await look();

    expect(titles(heard[0])).toEqual([
      'The rule export was paused by itself',
      'It is over: The rule export was paused by itself',
    ]);
  });

  test('told again because its process ended before it could note that has the name it had, and its end another', async () => {
    const names: string[] = [];
    const { look } = listen({ isOutside: true, names });
    await look(burst('export'));
    await sql`update alert set told_at = null`.execute(database.db);
    await look(burst('export'));
    await look();
    await letMinutesPass(3);
    await look();
    await look(burst('export'));

    const [first, again, over, later] = names;
    expect(first).toMatch(/^default-\d+-\d+-began$/);
    expect(again).toBe(first);
    expect(over).toMatch(/-over$/);
    expect(later).not.toBe(first);
    expect(names).toHaveLength(4);
  });

  test('that comes again later is told again', async () => {
    const { look, heard } = listen({ isOutside: false });

    await look(burst('export'));
    await look();
    await letMinutesPass(3);
    await look();
    await look(burst('export'));

    expect(heard[0]).toHaveLength(3);
  });

  test('that comes and goes within minutes is one, and told once', async () => {
    const { look, heard } = listen({ isOutside: false });

    for (let minute = 0; minute < 5; minute += 1) {
      await look(burst('export'));
      await look();
      await letMinutesPass(1);
    }

    expect(titles(heard[0])).toEqual(['The rule export was paused by itself']);
  });

  test('of what often passes by itself waits, and is never told when it has passed', async () => {
    const { look, heard } = listen({ isOutside: false });

    await look(rejected);
    await look();
    await look(rejected);
    expect(heard[0]).toEqual([]);
    await letMinutesPass(6);
    await look(rejected);

    expect(titles(heard[0])).toEqual(['The newest rules are not in force, faults: 2']);
  });

  test('about the forum itself goes out another way than over the forum', async () => {
    const { look, heard } = listen({ isOutside: false }, { isOutside: true });

    await look(keyRefused);
    await letMinutesPass(3);
    await look(keyRefused, burst('export'));

    expect(titles(heard[0])).toEqual(['The rule export was paused by itself']);
    expect(heard[1]).toHaveLength(2);
  });

  test('that reached nobody is tried again until it does', async () => {
    await listen({ isOutside: true, fails: true }).look(burst('export'));
    const { look, heard } = listen({ isOutside: true });

    await look(burst('export'));

    expect(heard[0]).toHaveLength(1);
  });

  test('never comes with a flood of others: ten in an hour, then one that says how many', async () => {
    const { look, heard } = listen({ isOutside: false });
    const many = Array.from({ length: 14 }, (_, at) => burst(`rule-${at}`));

    await look(...many);
    await look(...many);

    expect(heard[0]).toHaveLength(11);
    expect(heard[0]?.at(-1)?.title).toBe('4 more things happened');
  });

  test('is told no more in an hour that has had its message for the rest, nor is its end', async () => {
    const { look, heard } = listen({ isOutside: false });
    const many = Array.from({ length: 14 }, (_, at) => burst(`rule-${at}`));
    await look(...many);

    for (let at = 14; at < 40; at += 1) await look(...many, burst(`rule-${at}`));
    await letMinutesPass(3);
    await look();
    for (let minute = 0; minute < 5; minute += 1) {
      await letMinutesPass(3);
      await look();
    }

    const said = titles(heard[0])?.slice(11) ?? [];
    expect(said).toHaveLength(11);
    expect(said.at(-1)).toBe('4 more things are over');
  });

  test('asks a channel that has failed once no further at this look', async () => {
    let asked = 0;
    const channel: AlertChannel = {
      name: 'slow',
      isOutside: true,
      async tell() {
        asked += 1;
        throw new Error('nobody there');
      },
    };
    const deps = {
      alerts: createAlertStore(database.db),
      channels: [channel],
      locale: () => 'en',
      log: pino({ level: 'silent' }),
    };

    await tellAlerts(deps, seededForum, [burst('one'), burst('two'), burst('three')]);

    expect(asked).toBe(1);
  });

  test('is kept and said in the log where no channel is set', async () => {
    await listen().look(burst('export'));

    const [kept] = await database.db.selectFrom('alert').selectAll().execute();
    expect(kept).toMatchObject({ code: 'rule_burst', subject: 'export', toldAt: expect.any(Date) as Date });
  });
});
