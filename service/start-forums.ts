import type { Logger } from 'pino';
import { buildApp } from './app.ts';
import { type Config, ConfigError, type Installation, type Role } from './config.ts';
import { openRuntime } from './runtime.ts';
import { type OpenServers, openServers } from './runtime/open-servers.ts';
import { sayHowForumsAnswer } from './runtime/say-how-forums-answer.ts';
import { closeTogether } from './runtime/several/close-together.ts';
import { giveAMoment } from './runtime/several/give-a-moment.ts';
import { sayInstallation, sayOpenForum } from './runtime/several/say-installation.ts';
import { type OpenForum, keepForumOpen } from './runtime/several/keep-forum-open.ts';
import { serveInstallation } from './runtime/several/serve-installation.ts';
import { watchForums } from './runtime/watch-forums.ts';
import { startWork } from './runtime/work.ts';
import { type Started, addressOf, buildFor } from './start.ts';

const slowForumMs = 10_000;

/**
 * Starts one role for every forum of a file. Each has a runtime of its own: tables, queue keys, rules, sessions, secrets,
 * numbers. They share the process, its listener and its servers, and nothing that one of them knows.
 */
export async function startForums(
  { forums }: Installation,
  log: Logger,
  role: Role,
  say: (line: string) => void,
): Promise<Started> {
  await using opened = new AsyncDisposableStack();
  const [shared] = forums;
  const servers = opened.use(await openServers(shared, log));
  sayInstallation(say, { role, count: forums.length, sentences: servers.sentences });

  const kept = forums.map((config) => {
    // It opens the numbers of all forums: no app of one of them may take it.
    const own = { ...config, metricsToken: null };
    const ownLog = log.child({ of: config.forumName });
    return keepForumOpen(own, {
      open: () => openForum(own, ownLog, { role, servers }),
      onOpen({ runtime }) {
        sayOpenForum(say, role, runtime);
        const sayOf = (line: string) => say(`  ${config.forumName.padEnd(10)} ${line}`);
        sayHowForumsAnswer(sayOf, runtime).catch((error: unknown) =>
          ownLog.error({ err: error }, 'whether the forum answers is not known'),
        );
      },
      onFailure: ({ message }) => say(`  ${config.forumName.padEnd(10)} not open: ${message}`),
      log: ownLog,
    });
  });
  opened.use(closeTogether(kept));
  await giveAMoment(
    kept.map(({ opened: first }) => first),
    slowForumMs,
  );
  if (kept.some(({ current }) => current() === null))
    say('             What is not open is tried again every half minute; the others go on.');

  if (role !== 'work' || shared.isPortGiven) {
    const app = await buildApp({
      log,
      trustProxy: shared.trustProxy,
      drainMs: role === 'serve' ? shared.drainMs : 0,
      hooks: null,
      faces: (outer) => serveInstallation(outer, { forums: kept, role, metricsToken: shared.metricsToken }),
    });
    await app.listen({ port: shared.port, host: shared.host });
    opened.defer(() => app.close());
    say(`  Listens on ${addressOf(app)}`);
  }
  say('');
  say('Ctrl-C ends it; the next start goes on where this one stopped.');
  const all = opened.move();
  return { failed: servers.failed, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

/** Everything of one forum: its work, its watch, and its app. */
async function openForum(
  config: Config,
  log: Logger,
  { role, servers }: { role: Role; servers: OpenServers },
): Promise<OpenForum> {
  await using opened = new AsyncDisposableStack();
  const { forum } = config;
  if (forum === null) throw new ConfigError([`${config.forumName}: names no forum`]);
  const runtime = opened.use(await openRuntime(config, log, { role, forum, isDemo: false, servers }));
  let app: OpenForum['app'] = null;
  if (role !== 'work') {
    const { webhookSecrets, dashboardPassword: password, connectSecret } = config;
    app = await buildFor(role, runtime, { webhookSecrets, signIn: { password, connectSecret } });
    opened.defer(() => app?.close());
    await app.ready();
  }
  if (role !== 'serve') opened.use(startWork({ ...runtime, rulebook: () => runtime.rules.current() }));
  opened.use(watchForums(runtime));
  const kept = opened.move();
  return { runtime, app, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}
