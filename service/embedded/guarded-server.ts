import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import type { Privilege } from './drop-privilege.ts';

export interface ServerCommand {
  command: string;
  args: readonly string[];
  privilege: Privilege;
  /** Removed when the server has stopped, however it stopped. */
  socketDir: string;
  logFile: string;
  stopSignal: 'INT' | 'TERM';
}

export interface GuardedServer {
  /** The guard's end, which is the server's end too: an exit code or the signal's name. */
  readonly exited: Promise<number | string>;
  hasExited(): boolean;
  /** Asks the server to stop and waits; after `patienceMs` nothing is waited for any more and the answer is false. */
  stop(patienceMs: number): Promise<boolean>;
}

/**
 * The server's parent is this small shell, which holds one end of a pipe. When Waypost closes the other end, or dies
 * in whatever way (second Ctrl-C, kill -9), the shell stops the server. It repeats the signal, because a signal that
 * comes before the server listens for it is lost.
 */
const guardScript = `
stop=$1 socket_dir=$2; shift 2
exec 3<&0 </dev/null
"$@" 3<&- & server=$!
{ cat <&3; while kill -"$stop" "$server"; do sleep 1; done; } >/dev/null 2>&1 & watcher=$!
exec 3<&-
wait "$server"; code=$?
kill "$watcher" 2>/dev/null
rm -rf -- "$socket_dir"
exit "$code"
`;

/** No variable of ours reaches the server: neither secrets nor PG* settings. */
export const plainEnvironment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

/** Starts a server in a session of its own, so that Ctrl-C on the terminal reaches Waypost alone. */
export function startGuarded(server: ServerCommand): GuardedServer {
  const { privilege } = server;
  const log = openSync(server.logFile, 'a', 0o600);
  const command = [...privilege.prefix, server.command, ...server.args];
  const guard = spawn(
    '/bin/sh',
    ['-c', guardScript, 'waypost-guard', server.stopSignal, server.socketDir, ...command],
    {
      stdio: ['pipe', log, log],
      detached: true,
      env: plainEnvironment,
      cwd: '/',
      ...privilege.ids,
    },
  );
  closeSync(log);
  guard.stdin?.on('error', () => {}); // the guard went first: its exit tells

  const exited = once(guard, 'exit').then(
    ([code, signal]: unknown[]) => (typeof code === 'number' ? code : String(signal)),
    (error: unknown) => String(error),
  );
  let ended = false;
  void exited.then(() => (ended = true));

  return {
    exited,
    hasExited: () => ended,
    async stop(patienceMs) {
      guard.stdin?.end();
      const patience = AbortSignal.timeout(patienceMs);
      const tooLate = new Promise<false>((resolve) =>
        patience.addEventListener('abort', () => resolve(false)),
      );
      return await Promise.race([exited.then(() => true as const), tooLate]);
    },
  };
}
