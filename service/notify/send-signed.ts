import { createHmac, randomUUID } from 'node:crypto';

export interface SignedWebhookOptions {
  address: string;
  /** `whsec_…`; null: it goes out unsigned, as some receivers want it. */
  secret: string | null;
  timeoutMs?: number;
}

export interface SignedWebhook {
  /**
   * `text` is what a chat shows: receivers such as Slack take nothing else. `name`: what has the same name is the same
   * message, and receivers that keep to the standard take it once.
   */
  send(message: {
    type: string;
    text: string;
    data: Readonly<Record<string, unknown>>;
    name?: string;
  }): Promise<void>;
}

/** Posts to one address, signed as https://www.standardwebhooks.com says. Rejects when it is not answered with 2xx. */
export function createSignedWebhook({
  address,
  secret,
  timeoutMs = 10_000,
}: SignedWebhookOptions): SignedWebhook {
  return {
    async send({ type, text, data, name = randomUUID() }) {
      const now = new Date();
      const id = `msg_${name}`;
      const seconds = String(Math.floor(now.getTime() / 1000));
      const body = JSON.stringify({ type, timestamp: now.toISOString(), text, content: text, data });
      const answer = await fetch(address, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': seconds,
          ...(secret === null
            ? {}
            : { 'webhook-signature': `v1,${sign(secret, `${id}.${seconds}.${body}`)}` }),
        },
        body,
      });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`the webhook was answered ${answer.status}`);
    },
  };
}

function sign(secret: string, content: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return createHmac('sha256', key).update(content).digest('base64');
}
