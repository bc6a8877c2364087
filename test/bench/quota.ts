import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { demoForumApp } from '../../service/demo-forum/app.ts';
import { createDemoForum } from '../../service/demo-forum/demo-forum.ts';
import { createApiShare } from '../../service/discourse/api-share.ts';
import { createDiscourseClient } from '../../service/discourse/client.ts';
import { DiscourseError } from '../../service/discourse/discourse-error.ts';
import { type Priority, priorities } from '../../service/discourse/share-ledger.ts';
import { startEmbeddedPostgres } from '../../service/embedded/start-embedded-postgres.ts';
import { forumId, topicId } from '../../service/model/ids.ts';
import { openDatabase } from '../../service/storage/database.ts';
import { createForumStore } from '../../service/storage/forum-store.ts';
import { migrateToLatest } from '../../service/storage/migrate.ts';
import { createShareLedger } from '../../service/storage/share-ledger-store.ts';

/**
 * `npm run bench:quota [--minutes 3] [--share 30]`: how much of our share of the forum's minute is used while calls of all
 * priorities wait, in which order, and how often the forum says 429 while somebody else uses the rest of the minute.
 * Real windows of a minute, two processes' worth of clients on one ledger, Discourse's own limits.
 */
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '3' }, share: { type: 'string', default: '30' } },
});
const [minutes, share] = [Number(values.minutes), Number(values.share)];
const siteLimit = 60;

await using opened = new AsyncDisposableStack();
const dataDir = await mkdtemp(join(tmpdir(), 'waypost-bench-'));
opened.defer(() => rm(dataDir, { recursive: true, force: true }));
const log = { info: () => {}, warn: () => {} };
const postgres = opened.use(await startEmbeddedPostgres({ dataDir, log }));
const db = openDatabase({ connection: postgres.url, onIdleError: () => {} });
opened.defer(() => db.destroy());
await migrateToLatest(db);
const forum = forumId('default');
await createForumStore(db).ensure({
  id: forum,
  baseUrl: 'http://localhost',
  botUsername: 'waypost',
  shareLimit: share,
  defaultRung: 'live',
});

const demo = createDemoForum({ store: 'memory' });
const app = demoForumApp(demo, {});
const address = await app.listen({ port: 0, host: '127.0.0.1' });
opened.defer(async () => {
  await app.close();
  await demo.close();
});

const calls: { at: number; priority: Priority; status: 'answered' | 'refused' }[] = [];
const clients = ['one', 'two'].map((process) => {
  const ledger = createShareLedger(db, forum, {
    priorities,
    windowMs: 60_000,
    lostAfterMs: 120_000,
    postsPerMinute: 12,
    postSpacingMs: 5_200,
    growEveryMs: 300_000,
  });
  const limited = createApiShare({ ledger, process });
  return createDiscourseClient({
    baseUrl: address,
    apiKey: demo.apiKey,
    apiUsername: demo.botUsername,
    share: limited,
  });
});

const began = performance.now();
const endsAt = began + minutes * 60_000;
const wanted: Priority[] = ['lookup', 'deliver', 'reconcile', 'facts', 'background'];
const waiting = new Map<Priority, number[]>(wanted.map((priority) => [priority, []]));
let outOfOrder = 0;

// Somebody else uses the rest of the minute, evenly.
const others = setInterval(
  () => void fetch(`${address}/t/1.json`, { headers: { 'api-key': demo.apiKey, 'api-username': 'waypost' } }),
  60_000 / (siteLimit - share) + 50,
);
opened.defer(() => clearInterval(others));

/** The urgent ones come now and then, the others always wait: there is a backlog at every moment. */
async function keepAsking(
  priority: Priority,
  everyMs: number,
  client: (typeof clients)[number],
): Promise<void> {
  while (performance.now() < endsAt) {
    const since = performance.now();
    waiting.get(priority)?.push(since);
    try {
      await client.topic(
        topicId(1),
        {},
        {
          priority,
          maxWaitMs: minutes * 60_000 + 30_000,
          signal: AbortSignal.timeout(Math.max(1, Math.ceil(endsAt - performance.now()))),
        },
      );
      note(priority, since, 'answered');
    } catch (error) {
      waiting.get(priority)?.splice(waiting.get(priority)?.indexOf(since) ?? 0, 1);
      if (!(error instanceof DiscourseError)) throw error;
      if (error.status !== null) note(priority, since, error.status === 429 ? 'refused' : 'answered');
    }
    if (everyMs > 0) await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

function note(priority: Priority, since: number, status: 'answered' | 'refused'): void {
  const line = waiting.get(priority) ?? [];
  if (line.includes(since)) line.splice(line.indexOf(since), 1);
  const granted = performance.now();
  // Who has waited for a second or more and is more urgent has been overtaken.
  const better = wanted.slice(0, wanted.indexOf(priority)).flatMap((name) => waiting.get(name) ?? []);
  if (better.some((asked) => granted - asked > 1_000)) outOfOrder += 1;
  calls.push({ at: granted - began, priority, status });
}

await Promise.all([
  ...clients.map((client) => keepAsking('lookup', 20_000, client)),
  ...clients.map((client) => keepAsking('deliver', 5_000, client)),
  ...clients.map((client) => keepAsking('reconcile', 8_000, client)),
  ...clients.flatMap((client) => Array.from({ length: 3 }, () => keepAsking('facts', 0, client))),
  ...clients.flatMap((client) => Array.from({ length: 3 }, () => keepAsking('background', 0, client))),
]);

const refused = calls.filter((call) => call.status === 'refused').length;
const allowed = share * minutes;
console.log(
  `${minutes} min on Discourse's limits (${siteLimit}/min for the site, ${share} of them ours, somebody else takes the rest), two processes, windows of a whole minute`,
);
for (const priority of wanted)
  console.log(`  ${priority.padEnd(10)} ${calls.filter((call) => call.priority === priority).length} calls`);
console.log(
  `share used under backlog: ${((calls.length / allowed) * 100).toFixed(1)} % (${calls.length} of ${allowed}); goal >= 95 %`,
);
console.log(`429: ${refused}; goal 0`);
console.log(`calls granted while a more urgent one had waited for a second: ${outOfOrder}; goal 0`);
