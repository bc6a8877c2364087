import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { recordedAnswer } from './recorded-answer.ts';

export interface SeenRequest {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** What the server does with one request, once it has read it whole. */
export type Behaviour = (response: ServerResponse, request: SeenRequest) => void;

/** A server on the loopback that does what it is told, also what no server should. */
export async function startMisbehavingServer() {
  const seen: SeenRequest[] = [];
  const planned: Behaviour[] = [];
  let otherwise: Behaviour | null = null;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const read = { method, url, headers, body: Buffer.concat(chunks).toString() };
      seen.push(read);
      const behave = planned.shift() ?? otherwise;
      if (behave === null) throw new Error(`nobody planned ${method} ${url}`);
      behave(response, read);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    /** The next requests, in this order; then `always`. */
    plan: (...behaviours: Behaviour[]) => void planned.push(...behaviours),
    always: (behaviour: Behaviour) => void (otherwise = behaviour),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export function answer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Behaviour {
  return (response) => {
    const isText = typeof body === 'string';
    const type = isText ? {} : { 'content-type': 'application/json; charset=utf-8' };
    response.writeHead(status, { ...type, ...headers }).end(isText ? body : JSON.stringify(body));
  };
}

/** What a real forum answered, status, headers and bytes. */
export function answerAsRecorded(name: string): Behaviour {
  const { status, headers, body } = recordedAnswer(name);
  const sent = headers.filter(([header]) => !/^(connection|content-length|transfer-encoding)$/i.test(header));
  return (response) => void response.writeHead(status, Object.fromEntries(sent)).end(body);
}

export const hang: Behaviour = () => {};
export const reset: Behaviour = (response) => void response.socket?.resetAndDestroy();
export const hangUp: Behaviour = (response) => void response.socket?.destroy();

/** Begins an answer and never ends it. */
export const stall: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"id":');
};

/** Promises more than it sends, then hangs up. */
export const breakOff: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
  response.write('{"id":9,"post_number":', () => response.socket?.destroy());
};

export function flood(bytes: number): Behaviour {
  return (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(`"${'x'.repeat(bytes)}"`);
  };
}
