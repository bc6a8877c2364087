import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { nextDays, tellDates } from '../../service/sweep/tell-dates.ts';
import { ruleId } from '../../service/model/ids.ts';
import type { Rulebook } from '../../service/rulebook/rulebook.ts';
import { rulebookOf } from '../support/engine-makers.ts';
import { openSpine, type Spine } from '../support/spine.ts';

const everyDay = 'day: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]';

function aRulebookOf(lines: string, site = ''): Rulebook {
  const guide = (words: string) => `---\ntitle: A prompt\nowner: ana\n---\n\n${words}\n`;
  const offer = /^rotate:/m.test(lines) ? '' : 'offer: first\n';
  return rulebookOf([
    {
      path: 'rule.yml',
      text: `id: prompt\ngoal: People talk\nowner: ana\n${offer}rollout: live\ncases: { fires: [a, b], silent: [c, d] }\n${lines}`,
    },
    { path: 'resources/first.md', text: guide('What have you made this week?') },
    { path: 'resources/second.md', text: guide('Which tool could you not do without?') },
    { path: 'site.yml', text: site },
  ]);
}

let spine: Spine;
afterEach(async () => {
  await spine?.[Symbol.asyncDispose]();
});

async function open(linesFor: (topic: number) => string): Promise<number> {
  spine = await openSpine();
  const topic = spine.demo.writePost({
    as: 'nova',
    raw: 'Here we talk about whatever comes up.',
    title: 'The question of the week',
    categoryId: 5,
  });
  await spine.work();
  spine.state.rulebook = aRulebookOf(linesFor(topic.topicId));
  return topic.topicId;
}

const tell = () =>
  tellDates(
    { ...spine.stores, rulebook: () => spine.state.rulebook, wakeForEvents: () => undefined },
    spine.forum,
  );
const coming = () => spine.db.selectFrom('dateComing').selectAll().orderBy('dueAt').execute();
/** The day that is waited for came so long ago. */
const cameAgo = (hours: number) =>
  sql`update date_coming set due_at = now() - ${hours} * interval '1 hour',
    day = to_char(now() at time zone 'UTC', 'YYYY-MM-DD') where finished_at is null`.execute(spine.db);

async function settle(): Promise<void> {
  await spine.work();
  await spine.deliver();
}

describe('a day that has come', () => {
  test('puts one post into the topic that the rule names, and the next day is waited for', async () => {
    const topicId = await open((topic) => `on: weekly\n${everyDay}\nplace: { topic: ${topic} }`);
    expect(await tell()).toBe(0);
    await cameAgo(1);

    expect(await tell()).toBe(1);
    await settle();

    const [reply, ...others] = spine.replies();
    expect(others).toEqual([]);
    expect(reply?.topicId).toBe(topicId);
    expect(reply?.raw).toContain('What have you made this week?');
    expect(reply?.raw).not.toContain('stop');
    expect((await coming()).filter(({ finishedAt }) => finishedAt === null)).toHaveLength(1);
  });

  test('is told once, whoever looks and however often', async () => {
    await open((topic) => `on: weekly\n${everyDay}\nplace: { topic: ${topic} }`);
    await tell();
    await cameAgo(1);

    const told = await Promise.all([tell(), tell(), tell()]);
    await tell();
    await settle();
    await settle();

    expect(told.toSorted()).toEqual([0, 0, 1]);
    expect(spine.replies()).toHaveLength(1);
  });

  test('is left out, and said to be, when it came longer ago than the rule allows', async () => {
    await open((topic) => `on: weekly\n${everyDay}\nplace: { topic: ${topic} }\nfresh_for: 3h`);
    await tell();
    await cameAgo(4);
    await tell();
    await settle();

    expect(spine.replies()).toEqual([]);
    const [event] = (await spine.events()).filter(({ kind }) => kind === 'date.came');
    expect(event).toMatchObject({ state: 'missed', reason: 'out_of_date' });
    expect((await spine.decisions())[0]?.because).toEqual([{ code: 'out_of_date', values: { hours: 3 } }]);
  });

  test('was nobody’s day when nobody waited for it: a new rule waits for its next', async () => {
    await open((topic) => `on: weekly\n${everyDay}\ntime: "00:00"\nplace: { topic: ${topic} }`);

    expect(await tell()).toBe(0);
    const [next] = await coming();
    expect(next?.dueAt.getTime()).toBeGreaterThan(Date.now());
  });

  test('is a day of the rule as it is now: another day in the file, and the old one is no longer waited for', async () => {
    const topic = await open((id) => `on: date\ndate: 2035-03-01\nplace: { topic: ${id} }`);
    await tell();
    spine.state.rulebook = aRulebookOf(`on: date\ndate: 2035-04-01\nplace: { topic: ${topic} }`);
    await tell();

    expect((await coming()).map(({ day }) => day)).toEqual(['2035-04-01']);
    spine.state.rulebook = aRulebookOf(`on: date\ndate: 2025-04-01\nplace: { topic: ${topic} }`);
    await tell();
    expect(await coming()).toEqual([]);
  });

  test('shows the guide whose turn it is', async () => {
    await open((topic) => `on: weekly\n${everyDay}\nplace: { topic: ${topic} }\nrotate: [first, second]`);
    await tell();
    await cameAgo(1);
    await sql`update date_coming set turn = 7`.execute(spine.db);
    await tell();
    await settle();

    expect(spine.replies()[0]?.raw).toContain('Which tool could you not do without?');
  });
});

describe('what is waited for', () => {
  const daysAt = (now: string, lines: string, { site = '', told }: { site?: string; told?: string } = {}) =>
    nextDays(
      aRulebookOf(`${lines}\nplace: { topic: 1 }`, site),
      new Map(told === undefined ? [] : [[ruleId('prompt'), new Date(told)]]),
      new Date(now),
    ).map(({ day, dueAt }) => `${day} ${dueAt.toISOString()}`);

  test.each([
    [
      'by the clock of the site',
      '2026-11-21T12:00:00Z',
      'on: weekly\nday: monday',
      '2026-11-23 2026-11-23T08:00:00.000Z',
      { site: 'time_zone: Europe/Berlin' },
    ],
    [
      'not again what was told, when the clock is set back',
      '2026-11-22T12:00:00Z',
      'on: weekly\nday: monday',
      '2026-11-30 2026-11-30T09:00:00.000Z',
      { told: '2026-11-23T09:00:00Z' },
    ],
    [
      'after an outage, the next and not those between',
      '2026-12-20T12:00:00Z',
      'on: weekly\nday: monday',
      '2026-12-21 2026-12-21T09:00:00.000Z',
      { told: '2026-11-23T09:00:00Z' },
    ],
  ])('%s', (_, now, lines, expected, more) => {
    expect(daysAt(now, lines, more)).toEqual([expected]);
  });

  test('is nothing for a draft', () => {
    const { site, rules } = aRulebookOf('on: weekly\nday: monday\nplace: { topic: 1 }');
    const drafts = new Map([...rules].map(([id, rule]) => [id, { ...rule, rollout: 'draft' as const }]));

    expect(nextDays({ site, rules: drafts }, new Map(), new Date())).toEqual([]);
  });
});
