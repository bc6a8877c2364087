import { setTimeout as wait } from 'node:timers/promises';
import { awaitPing } from '../../connect/await-ping.ts';
import { hearPing } from '../../connect/hear-ping.ts';
import type { AdminClient } from '../../discourse/admin-client.ts';
import { prepareSecret, readSignature, verifySignature } from '../../ingest/verify-signature.ts';

/**
 * Sends a test ping the whole way. Where Waypost does not run yet, this process answers in its place, so that proxy, secret
 * and allowed hosts are proved before anything depends on them. Returns what to tell.
 */
export async function tryHook(
  admin: AdminClient,
  way: { url: string; secret: string; host: string; port: number },
): Promise<{ arrived: boolean; isRunning: boolean; line: string }> {
  const hook = (await admin.hooks()).hooks.find(({ url }) => url === way.url);
  if (!hook)
    return {
      arrived: false,
      isRunning: false,
      line: 'The webhook is gone again: somebody else changes it too.',
    };
  const secret = prepareSecret(way.secret);
  await using standIn = await hearPing({
    ...way,
    path: new URL(way.url).pathname,
    isSigned(body, header) {
      const signature = readSignature(header);
      return signature !== null && verifySignature([secret], signature, body);
    },
  });
  const who = standIn === null ? 'the running Waypost' : 'this command in its place';
  const deps = { admin, wait: (ms: number) => wait(ms) };
  const outcome = await awaitPing(deps, hook.id);
  const isRunning = standIn === null;
  if (outcome.arrived)
    return { arrived: true, isRunning, line: `A test ping arrived, signed as it should be, at ${who}.` };
  return { arrived: false, isRunning, line: `A test ping did not arrive. ${why(outcome.status, way.url)}` };
}

function why(status: number | null, url: string): string {
  if (status === null)
    return 'The forum has not sent it within 15 seconds; its background jobs may be behind.';
  if (status === -1)
    return `The forum got no answer from ${url}. Does that address lead here, through proxy and firewall?`;
  if (status === 401)
    return 'The running Waypost does not know this secret yet: start it anew, then run this command again.';
  if (status === 404) return `There is something else at ${url}; does the proxy pass the whole path on?`;
  return `It was answered ${status}, by whatever stands at ${url}.`;
}
