import { setTimeout as wait } from 'node:timers/promises';
import { awaitPing } from '../../connect/await-ping.ts';
import { hearPing } from '../../connect/hear-ping.ts';
import type { PingFault, PingResult, StandIn } from '../../connect/ping-result.ts';
import type { AdminClient } from '../../discourse/admin-client.ts';
import { askWhetherKnown } from './ask-whether-known.ts';
import { prepareSecret, readSignature, verifySignature } from '../../ingest/verify-signature.ts';

/** Where a ping is to arrive, and signed how. */
export interface HookWay {
  url: string;
  secret: string;
  host: string;
  port: number;
}

/** Answers the ping where no Waypost works for the forum yet. */
export interface PingListener {
  is: StandIn;
  /** Whether the Waypost that works for the forum knows this secret; null: none does. */
  knows(way: HookWay): Promise<boolean | null>;
  /** Null where the working one answers. */
  listen(way: HookWay): Promise<AsyncDisposable | null>;
}

/**
 * Sends a test ping the whole way, so that proxy, secret and allowed hosts are proved before anything depends on them.
 * A running Waypost may let further secrets be good for a while. @throws DiscourseError
 */
export async function tryHook(admin: AdminClient, way: HookWay, by: PingListener): Promise<PingResult> {
  const { url } = way;
  const hook = (await admin.hooks()).hooks.find((one) => one.url === url);
  if (!hook) return { arrived: false, isRunning: false, url, because: { is: 'hook_gone' } };
  await using standIn = await by.listen(way);
  const isRunning = standIn === null;
  const deps = { admin, wait: (ms: number) => wait(ms) };
  const outcome = await awaitPing(deps, hook.id);
  if (outcome.arrived) return { arrived: true, by: isRunning ? 'running' : by.is };
  return { arrived: false, isRunning, url, because: why(outcome.status) };
}

/** This very process listens at the address of a Waypost that does not run. */
export const listenInItsPlace: PingListener = {
  is: 'command',
  knows: (way) => askWhetherKnown(way),
  listen(way) {
    const secret = prepareSecret(way.secret);
    return hearPing({
      ...way,
      path: new URL(way.url).pathname,
      isSigned(body, header) {
        const signature = readSignature(header);
        return signature !== null && verifySignature([secret], signature, body);
      },
    });
  },
};

function why(status: number | null): PingFault {
  if (status === null) return { is: 'not_sent' };
  if (status === -1) return { is: 'no_answer' };
  if (status === 401) return { is: 'unknown_secret' };
  return status === 404 ? { is: 'something_else' } : { is: 'answered', status };
}
