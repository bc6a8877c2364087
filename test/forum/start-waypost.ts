import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { queryServer, urlOfDatabase } from '../support/database-server.ts';
import { type RunningPart, runPart } from '../support/run-part.ts';
import type { BorrowedForum } from './borrow-forum.ts';
import type { GivenForum } from './given-forum.ts';

const run = promisify(execFile);

/** Waypost as people run it: processes that take webhooks, and processes that work. */
export interface Waypost extends AsyncDisposable {
  serve(): Promise<RunningPart>;
  work(env?: Readonly<Record<string, string>>): Promise<RunningPart>;
  /** What every process has said. */
  logs(): string;
}

/** `as`: the rule's channels, in the words of rule files; a card or a reply where none are named. */
export async function startWaypost(
  forum: GivenForum,
  borrowed: BorrowedForum,
  { as = null }: { as?: string | null } = {},
): Promise<Waypost> {
  await using opened = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'waypost-forum-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  await writeRules(join(folder, 'rules'), as);
  const database = `waypost_forum_${process.pid}_${borrowed.hookPort}`;
  await queryServer(inject('postgresUrl'), `create database ${database}`);
  opened.defer(() =>
    queryServer(inject('postgresUrl'), `drop database if exists ${database} with (force)`).then(
      () => undefined,
    ),
  );

  const env = {
    DATA_DIR: folder,
    DATABASE_URL: urlOfDatabase(inject('postgresUrl'), database),
    QUEUE: 'postgres',
    RULES_PATH: join(folder, 'rules'),
    WAITS: 'shortened',
    DISCOURSE_URL: forum.url,
    DISCOURSE_API_KEY: borrowed.botKey,
    DISCOURSE_API_USERNAME: borrowed.bot.username,
    WEBHOOK_SECRET: borrowed.webhookSecret,
    DASHBOARD_PASSWORD: 'a-password-for-this-run',
    HOST: '0.0.0.0',
    PORT: String(borrowed.hookPort),
    LOG_LEVEL: 'info',
    TIMING: 'quietMs=20000,offerLeaseMs=30000,secondLookMs=3000',
  };
  const parts: RunningPart[] = [];
  opened.defer(() => Promise.all(parts.map((part) => part[Symbol.asyncDispose]())).then(() => undefined));
  const start = async (role: string, more: Readonly<Record<string, string>>) => {
    const part = await runPart('service/main.ts', {
      args: [role],
      env: { ...env, ...more },
      ready: /Ctrl-C ends it/,
      within: 60_000,
    });
    parts.push(part);
    return part;
  };
  const kept = opened.move();
  return {
    async serve() {
      const part = await start('serve', {});
      await run(process.execPath, ['service/cli/main.ts', 'promote', 'show-code', '--why', 'a test'], {
        env: { ...process.env, ...env },
      });
      return part;
    },
    work: (more = {}) => start('work', { PORT: '0', HOST: '127.0.0.1', ...more }),
    logs: () => parts.map((part) => part.out() + part.err()).join('\n'),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function writeRules(folder: string, as: string | null): Promise<void> {
  await mkdir(join(folder, 'resources'), { recursive: true });
  const files = {
    'site.yml':
      'locale: en\nlanguages: [en]\nquiet_hours: null\ncaps: { member: 50 per day, member_spacing: 0s, member_rule: 50 per 30d, forum: 500 per day, topic: 1 }\n',
    'stages.yml': 'stages:\n  - id: member\n    when: {}\n',
    'show-code.yml': [
      ...['id: show-code', 'goal: Code is readable', 'owner: crew', 'on: post.created', 'offer: show-code'],
      'text: { any: [lost its indentation] }',
      ...(as === null ? [] : [`as: ${as}`]),
      ...['wait: 60s', 'fresh_for: 1d', 'rollout: live'],
      'cases: { fires: [My code lost its indentation, Why has it lost its indentation?], silent: [{ text: Hello }, { text: Good bye }] }',
    ].join('\n'),
    'resources/show-code.md':
      '---\ntitle: Show code so that people can read it\nowner: crew\n---\n\nPut three backticks on a line before it and three after it.\n',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}
