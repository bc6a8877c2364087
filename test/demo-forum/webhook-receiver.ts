import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedWebhook {
  event: string;
  /** Names and values in the order in which they came. */
  headers: [string, string][];
  body: string;
}

export interface Receiver extends AsyncDisposable {
  url: string;
  received: ReceivedWebhook[];
  /** Status of the answers; 0 never answers. */
  answerWith: (status: number) => void;
}

export async function aReceiver(): Promise<Receiver> {
  const received: ReceivedWebhook[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const flat = request.rawHeaders;
      const headers = flat.flatMap((name, index): [string, string][] =>
        index % 2 === 0 ? [[name, flat[index + 1] ?? '']] : [],
      );
      received.push({
        event: String(request.headers['x-discourse-event']),
        headers,
        body: Buffer.concat(chunks).toString('utf8'),
      });
      if (status !== 0) response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/hook`,
    received,
    answerWith: (next) => void (status = next),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
