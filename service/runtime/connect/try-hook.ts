import { setTimeout as wait } from 'node:timers/promises';
import { awaitPing } from '../../connect/await-ping.ts';
import { hearPing } from '../../connect/hear-ping.ts';
import type { PingFault, PingResult } from '../../connect/ping-result.ts';
import type { AdminClient } from '../../discourse/admin-client.ts';
import { prepareSecret, readSignature, verifySignature } from '../../ingest/verify-signature.ts';

/**
 * Sends a test ping the whole way. Where Waypost does not run yet, this process answers in its place, so that proxy, secret
 * and allowed hosts are proved before anything depends on them. A running one may let further secrets be good for a while.
 */
export async function tryHook(
  admin: AdminClient,
  way: { url: string; secret: string; host: string; port: number },
): Promise<PingResult> {
  const { url } = way;
  const hook = (await admin.hooks()).hooks.find((one) => one.url === url);
  if (!hook) return { arrived: false, isRunning: false, url, because: { is: 'hook_gone' } };
  const secret = prepareSecret(way.secret);
  await using standIn = await hearPing({
    ...way,
    path: new URL(way.url).pathname,
    isSigned(body, header) {
      const signature = readSignature(header);
      return signature !== null && verifySignature([secret], signature, body);
    },
  });
  const isRunning = standIn === null;
  const deps = { admin, wait: (ms: number) => wait(ms) };
  const outcome = await awaitPing(deps, hook.id);
  if (outcome.arrived) return { arrived: true, by: isRunning ? 'running' : 'stand-in' };
  return { arrived: false, isRunning, url, because: why(outcome.status) };
}

function why(status: number | null): PingFault {
  if (status === null) return { is: 'not_sent' };
  if (status === -1) return { is: 'no_answer' };
  if (status === 401) return { is: 'unknown_secret' };
  return status === 404 ? { is: 'something_else' } : { is: 'answered', status };
}
