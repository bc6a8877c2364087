import { carryOut } from '../../connect/carry-out.ts';
import { keepConnection } from '../../connect/connection-file.ts';
import type { PingResult } from '../../connect/ping-result.ts';
import type { Step } from '../../connect/plan-connection.ts';
import type { Draft } from './draft-connection.ts';
import { type PingListener, tryHook } from './try-hook.ts';

/** What was made. */
export interface Connected {
  ping: PingResult;
  isKeyNew: boolean;
  /** A key that was kept before is still good on the forum. */
  hasOldKey: boolean;
  /** The webhook keeps its secret until the working Waypost knows the new one: none is refused meanwhile. */
  waitsForStart: boolean;
}

/**
 * Does what the draft says and lets a test ping come the whole way. The file is written first, so that no secret is lost;
 * what was done stays done when a later step fails. @throws ConnectError, DiscourseError
 */
export async function makeConnection(
  draft: Draft,
  { onDone, listener }: { onDone(step: Step): void; listener: PingListener },
): Promise<Connected> {
  const { admin, wanted, wish, found, steps } = draft;
  await keepConnection(wanted.file, wanted.values);
  let isKeyNew = false;
  const deps = {
    admin,
    offeredScopes: found.offeredScopes,
    async keepKey(key: string) {
      isKeyNew = true;
      await keepConnection(wanted.file, { DISCOURSE_API_KEY: key });
    },
    onDone,
  };
  const { host, port } = wanted;
  const way = { ...wish.hook, host, port };
  const waitsForStart = isSecretChanged(steps) && (await listener.knows(way)) === false;
  await carryOut(deps, wish, waitsForStart ? steps.filter(({ part }) => part.of !== 'hook') : steps);
  const ping = await tryHook(admin, way, listener);
  return { ping, waitsForStart, isKeyNew, hasOldKey: isKeyNew && found.keptKeyScopes !== null };
}

function isSecretChanged(steps: readonly Step[]): boolean {
  return steps.some(
    ({ part, faults }) => part.of === 'hook' && faults.some(({ is }) => is === 'other_secret'),
  );
}
