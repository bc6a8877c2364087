import { prepareSecret, sign } from '../../ingest/verify-signature.ts';

const deadlineMs = 10_000;

/**
 * Sends a ping as the forum would, signed with a secret: whether the Waypost at the webhook's address knows it. Null where
 * nothing of that kind answers.
 */
export async function askWhetherKnown(way: { url: string; secret: string }): Promise<boolean | null> {
  const body = '{"ping":"OK"}';
  const signature = sign(prepareSecret(way.secret), Buffer.from(body)).toString('hex');
  try {
    const { status } = await fetch(way.url, {
      method: 'POST',
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(deadlineMs),
      headers: {
        'content-type': 'application/json',
        'x-discourse-event': 'ping',
        'x-discourse-event-type': 'ping',
        'x-discourse-event-signature': `sha256=${signature}`,
      },
    });
    if (status === 401) return false;
    return status >= 200 && status < 300 ? true : null;
  } catch {
    return null;
  }
}
