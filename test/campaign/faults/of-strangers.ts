import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Stage, webhookSecret } from '../open-stage.ts';
import type { Fault } from './fault.ts';

/** What comes to the door that no forum sent, or that a forum would never send so. */
export const strangerFaults: Readonly<Record<string, Fault>> = {
  'hooks-forged': {
    what: 'a flood of forged, unsigned and cut webhooks',
    async strike({ stage, random }) {
      const body = JSON.stringify({
        post: { id: 999_000_000 + random.below(1_000), topic_id: 1, raw: 'forged' },
      });
      const forged = Array.from({ length: 300 }, (_, at) =>
        knock(stage, {
          body: at % 3 === 0 ? body.slice(0, 20) : body,
          signature: at % 2 === 0 ? `sha256=${'0'.repeat(64)}` : null,
        }),
      );
      const statuses = await Promise.all(forged);
      if (statuses.some((status) => status === 200)) throw new Error('a forged webhook was acknowledged');
    },
  },
  'hooks-bombs': {
    what: 'signed bodies that are huge, deep or garbled',
    async strike({ stage, random }) {
      const more = random.below(1_000);
      for (const body of [
        '['.repeat(900_000 + more),
        `{"post":${'{"a":'.repeat(50_000 + more)}`,
        '\u0000'.repeat(1_000 + more),
        `{"post":{"id":1e309,"raw":"\\ud800${more}"}}`,
      ]) {
        // What nobody can read is set aside for people; the count expects these as planted.
        const status = await stage.relay.send({
          eventName: 'post_created',
          body: Buffer.from(body),
          secret: webhookSecret,
        });
        if (status === 200) stage.planted.count += 1;
      }
      await knock(stage, { body: 'x'.repeat(3 * 1024 * 1024), signature: null }).catch(() => 0);
    },
  },
  'hooks-slow': {
    what: 'two hundred connections that send a byte a second',
    async strike({ stage }) {
      const { hostname, port } = new URL(stage.hookAddress());
      const sockets = Array.from({ length: 200 }, () => {
        const socket = connect(Number(port), hostname);
        socket.on('error', () => undefined);
        socket.write('POST /hooks/discourse/default HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\n');
        return socket;
      });
      for (let second = 0; second < 6; second += 1) {
        for (const socket of sockets) if (!socket.destroyed) socket.write('x');
        await sleep(1_000);
      }
      for (const socket of sockets) socket.destroy();
    },
  },
};

async function knock(
  stage: Stage,
  { body, signature }: { body: string; signature: string | null },
): Promise<number> {
  const answer = await fetch(`${stage.hookAddress()}/hooks/discourse/default`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-discourse-event': 'post_created',
      'x-discourse-event-type': 'post',
      ...(signature === null ? {} : { 'x-discourse-event-signature': signature }),
    },
    signal: AbortSignal.timeout(20_000),
  }).catch(() => null);
  await answer?.body?.cancel();
  return answer?.status ?? 0;
}
