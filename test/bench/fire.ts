import { createHmac } from 'node:crypto';
import { connect } from 'node:net';

/** A whole request as bytes, so that sending costs next to nothing. */
export function aRequest(secret: string, id: number): Buffer {
  const now = new Date().toISOString();
  const post = {
    ...{
      id,
      username: 'sailor',
      user_id: 7,
      name: 'Sailor',
      trust_level: 1,
      created_at: now,
      updated_at: now,
      post_number: 2,
      post_type: 1,
    },
    ...{
      topic_id: 4,
      topic_title: 'About ropes',
      category_id: 7,
      topic_archetype: 'regular',
      version: 1,
      hidden: false,
      deleted_at: null,
    },
    ...{
      raw: `A long splice holds, a short one does not. ${id} `.repeat(10),
      cooked: `<p>A long splice holds, a short one does not.</p>`.repeat(20),
    },
  };
  const body = Buffer.from(JSON.stringify({ post }));
  const head = [
    'POST /hooks/discourse/default HTTP/1.1',
    'Host: localhost',
    'User-Agent: Discourse/3.3.0.beta1',
    'Accept: */*',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'X-Discourse-Instance: http://localhost:3100',
    `X-Discourse-Event-Id: ${id}`,
    'X-Discourse-Event-Type: post',
    'X-Discourse-Event: post_created',
    `X-Discourse-Event-Signature: sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    '\r\n',
  ].join('\r\n');
  return Buffer.concat([Buffer.from(head), body]);
}

/** Sends the requests over `connections` keep-alive connections, one under way on each. Milliseconds for all; fails on any answer but 200. */
export async function fire(
  port: number,
  requests: readonly Buffer[],
  connections: number,
): Promise<{ tookMs: number; latenciesMs: number[] }> {
  let next = 0;
  const latenciesMs: number[] = [];
  const began = performance.now();
  await Promise.all(
    Array.from(
      { length: connections },
      () =>
        new Promise<void>((resolve, reject) => {
          const socket = connect({ port, host: '127.0.0.1', noDelay: true });
          let sentAt = 0;
          const send = () => {
            const request = requests[next++];
            if (!request) return void socket.end(resolve);
            sentAt = performance.now();
            socket.write(request);
          };
          socket.on('connect', send);
          socket.on('error', reject);
          socket.on('data', (answer: Buffer) => {
            if (answer.subarray(0, 12).toString('latin1') !== 'HTTP/1.1 200')
              return reject(new Error(answer.toString()));
            latenciesMs.push(performance.now() - sentAt);
            send();
          });
        }),
    ),
  );
  return { tookMs: performance.now() - began, latenciesMs };
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
