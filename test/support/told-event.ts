import { createHmac, randomUUID } from 'node:crypto';

/** A secret of the tests in the form that settings take. */
export const eventsSecret = `whsec_${Buffer.from('the key of the tests for outside events').toString('base64')}`;

export interface ToldEvent {
  body: string;
  headers: Record<string, string>;
}

/** What another system sends, signed as https://www.standardwebhooks.com says. */
export function tellEvent(
  content: object | string,
  changes: { id?: string; at?: Date; secrets?: readonly string[] } = {},
): ToldEvent {
  const { id = `msg_${randomUUID()}`, at = new Date(), secrets = [eventsSecret] } = changes;
  const body = typeof content === 'string' ? content : JSON.stringify(content);
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signatures.join(' '),
    },
  };
}
