import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCalendarStore } from '../../service/storage/calendar-store.ts';
import { type TestDatabase, openTestDatabase } from '../support/database.ts';
import { rulebookOf } from '../support/engine-makers.ts';
import { openDashboard } from '../support/open-dashboard.ts';
import { seedCommunity } from '../support/seeded-community.ts';
import { type Operator, signIn } from '../support/signed-in.ts';
import { forum } from '../support/storage-makers.ts';

const read = (body: string) =>
  body
    .replace(/<(head|dialog)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const address = 'https://calendar.example/a-secret-of-its-own.ics';

let database: TestDatabase;
let app: FastifyInstance;
let operator: Operator;

beforeAll(async () => {
  database = await openTestDatabase();
  await seedCommunity(database.db);
  const guide = '---\ntitle: A prompt\nowner: ana\n---\n\nWhat have you made?\n';
  const rulebook = rulebookOf([
    {
      path: 'rule.yml',
      text: 'id: prompt\ngoal: People talk\nowner: ana\non: weekly\nday: friday\nplace: { topic: 1 }\nrotate: [first, second]',
    },
    { path: 'resources/first.md', text: guide },
    { path: 'resources/second.md', text: guide },
    { path: 'site.yml', text: `calendars: { community: "${address}" }` },
  ]);
  ({ app } = await openDashboard(database.db, { rulebook: () => rulebook }));
  operator = await signIn(app);
});
afterAll(async () => {
  await app.close();
  await database[Symbol.asyncDispose]();
});

const page = async (path: string, language = 'en') => read((await operator.open(path, language)).body);

describe('the page Coming up', () => {
  it('says what appears there while there is nothing', async () => {
    expect(await page('/coming')).toContain('No rule waits for a day');
    expect(await page('/coming', 'de')).toContain('Kein Kalender ist genannt');
  });

  it('shows the next day of a rule with the guide whose turn it is', async () => {
    await sql`insert into date_coming (forum_id, rule_id, day, zone, turn, due_at)
      values (${forum}, 'prompt', '2035-11-23', 'UTC', 3, '2035-11-23T09:00:00Z')`.execute(database.db);

    expect(await page('/coming')).toMatch(/prompt second/);
  });

  it('shows calendars by their name, never by their address, with what comes next in them', async () => {
    const calendars = createCalendarStore(database.db);
    await calendars.takeDue(forum, [address], 1_000);
    const start = { kind: 'moment', at: '2035-11-23T09:00:00.000Z' } as const;
    const entry = { key: '1', title: 'Office hour', about: '', place: '', url: '', start };
    await calendars.keep(forum, address, { entries: [entry], etag: null, lastModified: null });
    await calendars.noteProblem(forum, address, 'calendar.example answered 500');

    const shown = (await operator.open('/coming', 'en')).body;
    expect(read(shown)).toContain('community');
    expect(read(shown)).toContain('Office hour');
    expect(shown).not.toContain('a-secret-of-its-own');
  });

  it('tells on Needs a person of a calendar that cannot be read', async () => {
    expect(await page('/attention')).toContain(
      'The calendar community cannot be read: calendar.example answered 500.',
    );
    expect(await page('/attention', 'de')).toContain('Der Kalender community ist nicht zu lesen');
  });

  it('shows what other systems told, and what rules made of it', async () => {
    await sql`insert into event (forum_id, logical_key, kind, source, occurred_at, content, state)
      values (${forum}, 'outside:1', 'outside.event', 'webhook', now(), '{"type":"release.published"}', 'done')`.execute(
      database.db,
    );

    expect(await page('/coming')).toMatch(/release\.published from another system no rule waits for it/);
  });
});

describe('what other systems told and no rule waits for', () => {
  it('is said to have come, though nothing of it is kept', async () => {
    await sql`insert into inbox (forum_id, event_name, headers, state, reason)
      values (${forum}, 'outside.event', '{}', 'unwanted', 'unused_kind')`.execute(database.db);

    expect(await page('/coming')).toContain(
      'One event of another system came in the last month, and no rule in force waits for it',
    );
    expect(await page('/coming', 'de')).toContain('keine geltende Regel wartet darauf');
  });
});

describe('what people search and do not find', () => {
  it('is shown as sums over five members or more, and never for fewer', async () => {
    await sql`insert into missed_search (forum_id, term, members, days, last_day) values
      (${forum}, 'print to scale', 9, 30, current_date),
      (${forum}, 'just enough', 5, 30, current_date),
      (${forum}, 'too few', 4, 30, current_date),
      (${forum}, 'long ago', 9, 30, current_date - 91)`.execute(database.db);

    const shown = await page('/members');
    expect(shown).toMatch(/print to scale 9 .*just enough 5 /);
    expect(shown).not.toContain('too few');
    expect(shown).not.toContain('long ago');
  });
});
