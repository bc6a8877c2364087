import { startEmbeddedPostgres } from '../../service/embedded/start-embedded-postgres.ts';
import { startEmbeddedRedis } from '../../service/embedded/start-embedded-redis.ts';
import { queryServer } from '../support/database-server.ts';

/**
 * A small Waypost: starts the servers asked for, prints where they are, writes down a first Ctrl-C after a moment of
 * draining and stops; a second Ctrl-C ends it at once.
 */
const [dataDir = '', ...wanted] = process.argv.slice(2);
const log = { info: (_: object, sentence: string) => console.error(sentence), warn: console.error };

const postgres = wanted.includes('postgres') ? await startEmbeddedPostgres({ dataDir, log }) : null;
const redis = wanted.includes('redis') ? await startEmbeddedRedis({ dataDir, log }) : null;
console.log(
  JSON.stringify({ url: postgres?.url, socket: redis?.socket, shared: postgres?.shared ?? redis?.shared }),
);

const awake = setInterval(() => {}, 60_000);
process.once('SIGINT', () => void stop());

async function stop(): Promise<void> {
  process.once('SIGINT', () => process.exit(1));
  await new Promise((resolve) => setTimeout(resolve, 300));
  if (postgres)
    await queryServer(postgres.url, 'insert into kept (words) values ($1)', ['drained after Ctrl-C']);
  if (wanted.includes('slow')) await new Promise((resolve) => setTimeout(resolve, 60_000));
  await redis?.[Symbol.asyncDispose]();
  await postgres?.[Symbol.asyncDispose]();
  clearInterval(awake);
}
