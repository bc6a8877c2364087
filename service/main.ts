// oxlint-disable-next-line import/no-unassigned-import -- what it does has to come before all else is read
import './config/make-room-for-lookups.ts';
import closeWithGrace from 'close-with-grace';
import { ConfigError, readInstallation, type Role, roles } from './config.ts';
import { EmbeddedServerError } from './embedded/embedded-server-error.ts';
import { createLogger } from './logger.ts';
import { RulesError } from './rule-files/open-rules.ts';
import { AlreadyRuns } from './runtime/already-runs.ts';
import { type Started, start } from './start.ts';
import { startForums } from './start-forums.ts';

const closeWithinMs = 30_000;

/** `node service/main.ts [serve|work|all]`: the process. Ends with 2 when it could not start for a reason the operator can mend. */
async function main(): Promise<void> {
  const role = readRole(process.argv[2]);
  const log = createLogger(readInstallation().forums[0]);
  let isClosing = false;
  // A signal may come while it starts: what has begun by then is ended in order, too.
  let starting = begin(role, log);
  const closing = closeWithGrace({ delay: closeWithinMs, logger: log }, async ({ err }) => {
    isClosing = true;
    if (err) log.fatal({ err }, 'ending because of an error that nobody expected');
    else process.stdout.write('\nClosing: what is under way is being finished.\n');
    await (await starting)[Symbol.asyncDispose]();
  });
  for (;;) {
    const running = await starting;
    void running.failed.then((error) => {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
      closing.close();
    });
    await running.again;
    if (isClosing || running.again === undefined) return;
    process.stdout.write('\nStarting anew: what is under way is being finished.\n');
    starting = beginAnew(running, role, log);
  }
}

async function beginAnew(
  running: Started,
  role: Role,
  log: ReturnType<typeof createLogger>,
): Promise<Started> {
  await running[Symbol.asyncDispose]();
  return await begin(role, log);
}

/** Starts what the configuration says now. */
function begin(role: Role, log: ReturnType<typeof createLogger>): Promise<Started> {
  const installation = readInstallation();
  const say = (line: string) => process.stdout.write(`${line}\n`);
  return installation.file === null
    ? start(installation.forums[0], log, role, say)
    : startForums(installation, log, role, say);
}

function readRole(argument: string | undefined): Role {
  const role = roles.find((known) => known === (argument ?? 'all'));
  if (!role)
    throw new ConfigError([`role: ${JSON.stringify(argument)} is not known; expected ${roles.join(', ')}`]);
  return role;
}

main().catch((error: unknown) => {
  const mendable = whatToMend(error);
  process.stderr.write(`${mendable ?? (error instanceof Error ? error.stack : String(error))}\n`);
  process.exit(mendable === null ? 1 : 2);
});

/** What the operator can do about a start that failed; null when the fault is ours. */
function whatToMend(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const known = [AlreadyRuns, ConfigError, EmbeddedServerError, RulesError];
  if (known.some((kind) => error instanceof kind)) return error.message;
  const { code, address, port } = error as Error & { code?: string; address?: string; port?: number };
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken by another program. Choose other ports: PORT for Waypost, DEMO_FORUM_PORT for the demo forum.`;
  }
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${address}; HOST names where to listen.`;
  // Not reached, or reached and refused: PostgreSQL's codes for a wrong password and an unknown database.
  if (code !== undefined && ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', '28P01', '3D000'].includes(code)) {
    return `Postgres cannot be used (${error.message}). DATABASE_URL names it; without it Waypost starts one of its own.`;
  }
  return null;
}
