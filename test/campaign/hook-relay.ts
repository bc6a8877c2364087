import { createHmac } from 'node:crypto';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A webhook that was answered with 200: what must never be lost. */
export interface Acknowledged {
  eventName: string;
  /** The signature's hex digits; they identify the bytes. */
  digest: string;
}

export interface HookRelay extends AsyncDisposable {
  address: string;
  acknowledged: readonly Acknowledged[];
  /** How many were refused, reset or timed out: those the sender knows to be lost. */
  unacknowledged(): number;
  /** Where it passes webhooks on to; a restarted `serve` has the same port. */
  send(webhook: { eventName: string; body: Buffer; secret: string }): Promise<number>;
}

/** Stands between forum and Waypost and writes down every acknowledgement, the forum's and its own. */
export async function startHookRelay(target: () => string): Promise<HookRelay> {
  const acknowledged: Acknowledged[] = [];
  let unacknowledged = 0;
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });

  function pass(headers: Record<string, string>, body: Buffer): Promise<number> {
    return new Promise((resolve) => {
      const hook = request(
        `${target()}/hooks/discourse/default`,
        { method: 'POST', headers, agent, timeout: 20_000 },
        (answer) => {
          answer.resume();
          answer.on('end', () => resolve(answer.statusCode ?? -1));
          answer.on('error', () => resolve(-1));
        },
      );
      hook.on('timeout', () => hook.destroy());
      hook.on('error', () => resolve(-1));
      hook.end(body);
    });
  }

  async function passAndNote(headers: Record<string, string>, body: Buffer): Promise<number> {
    const status = await pass(headers, body);
    if (status === 200) {
      acknowledged.push({
        eventName: headers['x-discourse-event'] ?? '',
        digest: (headers['x-discourse-event-signature'] ?? '').slice('sha256='.length),
      });
    } else unacknowledged += 1;
    return status;
  }

  const server = createServer((asked, answer) => {
    const chunks: Buffer[] = [];
    asked.on('data', (chunk: Buffer) => chunks.push(chunk));
    asked.on('end', () => {
      const headers = Object.fromEntries(
        Object.entries(asked.headers).flatMap(([name, value]) =>
          typeof value === 'string' && !['connection', 'host', 'accept-encoding'].includes(name)
            ? [[name, value]]
            : [],
        ),
      );
      void passAndNote(headers, Buffer.concat(chunks)).then((status) => {
        if (status < 0) answer.destroy();
        else answer.writeHead(status).end();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    address: `http://127.0.0.1:${port}`,
    acknowledged,
    unacknowledged: () => unacknowledged,
    send: ({ eventName, body, secret }) =>
      passAndNote(
        {
          'content-type': 'application/json',
          'content-length': String(body.length),
          'x-discourse-event': eventName,
          'x-discourse-event-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
        },
        body,
      ),
    async [Symbol.asyncDispose]() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
