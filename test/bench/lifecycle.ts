import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { startEmbeddedPostgres } from '../../service/embedded/start-embedded-postgres.ts';
import { measureOf } from '../../service/engine/lifecycle/measure-of.ts';
import { forumId, rulebookVersion } from '../../service/model/ids.ts';
import { loadRulebook } from '../../service/rulebook/load-rulebook.ts';
import { createStores } from '../../service/runtime/stores.ts';
import { openDatabase } from '../../service/storage/database.ts';
import { migrateToLatest } from '../../service/storage/migrate.ts';
import { followLives } from '../../service/sweep/follow-lives.ts';

/**
 * `npm run bench:lifecycle [-- --members 1000000]`: what a minute's look at the life cycle costs, beside reading every
 * member; both sides in one run, on a Postgres of its own with generated members. Seven in a thousand change by time
 * alone on a day, as many as a forum of regulars loses and wins back, so that few are due in any minute.
 */
const { values } = parseArgs({ options: { members: { type: 'string', default: '200000' } } });
const members = Number(values.members);
const rounds = 21;
const stages = `stages:
  - { id: returned, when: { was: [quiet, dormant], posted_within: 1d }, keep: 14d }
  - { id: dormant, when: { silent_for: 90d, posts: { min: 1 } } }
  - { id: quiet, when: { silent_for: 30d, posts: { min: 1 } } }
  - { id: regular, when: {} }`;

await using opened = new AsyncDisposableStack();
const dataDir = await mkdtemp(join(tmpdir(), 'waypost-bench-'));
opened.defer(() => rm(dataDir, { recursive: true, force: true }));
const postgres = opened.use(
  await startEmbeddedPostgres({ dataDir, log: { info: () => {}, warn: () => {} } }),
);
const db = openDatabase({ connection: postgres.url, statementTimeoutMs: 600_000, onIdleError: () => {} });
opened.defer(() => db.destroy());
await migrateToLatest(db);
const stores = createStores(db);
const forum = forumId('default');
await stores.forums.ensure({
  id: forum,
  baseUrl: 'http://localhost',
  botUsername: 'waypost',
  shareLimit: 30,
  defaultRung: 'live',
});

const loaded = loadRulebook([{ path: 'stages.yml', text: stages }], { version: rulebookVersion('bench') });
if (!loaded.ok) throw new Error('the stages of the measure do not load');
const measure = measureOf(loaded.rulebook);
const digest = stores.lifecycle.digestOf(measure.stages);
const deps = {
  ...stores,
  measure: () => measure,
  isLeavingAsked: () => false,
  wakeForEvents: () => {},
  log: { warn: () => {} },
};
const never = new AbortController().signal;
const sweep = () => followLives(deps, forum, never);

console.log(`making ${members.toLocaleString('en')} members …`);
// Everybody wrote at some moment of the last 29 days, so that the coming days bring their silences one by one.
await sql`
  insert into member (forum_id, id, username, facts, stage, stage_since, stage_because, stages_digest, due_at)
  select ${forum}, id, 'member-' || id,
    jsonb_build_object(
      'trustLevel', jsonb_build_object('value', 1, 'source', 'webhook', 'at', now()),
      'joinedAt', jsonb_build_object('value', now() - interval '900 days', 'source', 'webhook', 'at', now()),
      'postCount', jsonb_build_object('value', 12, 'source', 'webhook', 'at', now()),
      'lastPostedAt', jsonb_build_object('value', posted, 'source', 'webhook', 'at', now())),
    'regular', posted, 'The member meets the condition of the stage regular.', ${digest},
    posted + interval '30 days'
  from (select id, now() + interval '1 day' - interval '30 days' + random() * interval '142 days' as posted
        from generate_series(1, ${members}::int) as id) as written`.execute(db);
await sql`insert into lifecycle_walk (forum_id, measure, finished_at) values (${forum}, ${stores.lifecycle.digestOf(measure)}, now())`.execute(
  db,
);
await sql`vacuum analyze member`.execute(db);
await sweep();

const idle = await median(() => sweep());
const perMinute = Math.max(1, Math.round((members * 0.007) / 1_440));
const minutes = await medianOf(rounds, async () => {
  await makeDue(perMinute);
  return await timed(() => sweep());
});
const many = 500;
const batches = await medianOf(5, async () => {
  await makeDue(many);
  return await timed(() => sweep());
});
await sql`vacuum analyze member`.execute(db);
const read = await median(async () => {
  await sql`select count(*) from member
    where stage_since < now() - interval '400 days' and forum_id = ${forum} and not is_staged`.execute(db);
}, 5);
const scan = await median(async () => {
  await sql`select count(*) from member
    where (facts #>> '{lastPostedAt,value}')::timestamptz < now() - interval '400 days'
      and forum_id = ${forum} and not is_staged`.execute(db);
}, 5);

const bytes = await sql<{ name: string; size: string }>`
  select 'index member_due' as name, pg_relation_size('member_due')::text as size
  union all select 'index member_in_stage', pg_relation_size('member_in_stage')::text
  union all select 'column due_at', sum(pg_column_size(due_at))::text from member
  union all select 'stage, since, why and list', (sum(pg_column_size(stage)) + sum(pg_column_size(stage_since))
    + sum(pg_column_size(stage_because)) + sum(pg_column_size(stages_digest)))::text from member`.execute(db);
const each = new Map(bytes.rows.map(({ name, size }) => [name, Number(size) / members]));
const added = ['index member_due', 'index member_in_stage', 'column due_at'].reduce(
  (sum, name) => sum + (each.get(name) ?? 0),
  0,
);

const ms = (value: number): string => `${value.toFixed(2)} ms`;
console.log(`
a minute in which nobody is due      ${ms(idle)}   goal: at most 1 ms beyond those that are due
a minute with ${String(perMinute).padStart(3)} due                 ${ms(minutes)}
${many} due at once                      ${ms(batches)}   ${(((batches - idle) / many) * 1_000).toFixed(0)} µs for each that is due
reading every row, without its facts ${ms(read)}
asking every member for their silence ${ms(scan)}   what a sweep without due times does before it moves anybody
a quiet minute to that               1/${Math.round(scan / idle)}   goal: at most 1/300, at a million members
a minute with its due to that        1/${Math.round(scan / minutes)}   commit on disk and events included

bytes a member that the sweep adds   ${added.toFixed(0)}   goal: at most 140
${[...each].map(([name, size]) => `  ${name.padEnd(32)} ${size.toFixed(1)}${name.startsWith('stage') ? '   (kept for every event, with or without a sweep)' : ''}`).join('\n')}`);

/** Lets this many fall quiet in the minute that has just passed: each of them has to be moved, written down and told. */
async function makeDue(count: number): Promise<void> {
  await sql`
    update member set due_at = now() - random() * interval '1 minute',
      facts = jsonb_set(facts, '{lastPostedAt,value}', to_jsonb(now() - interval '30 days' - interval '1 second'))
    where forum_id = ${forum} and id in (
      select id from member where forum_id = ${forum} and stage = 'regular' and due_at > now() + interval '1 hour'
      order by id desc limit ${count})`.execute(db);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function median(work: () => Promise<unknown>, times = rounds): Promise<number> {
  return await medianOf(times, () => timed(work));
}

async function medianOf(times: number, measureOnce: () => Promise<number>): Promise<number> {
  const all: number[] = [];
  for (let time = 0; time < times; time += 1) all.push(await measureOnce());
  return all.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}
