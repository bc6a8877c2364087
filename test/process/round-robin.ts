import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy as operators have it before several `serve`: in turn to each, and to the next one where nobody listens; a new connection for each. */
export async function startRoundRobin(ports: readonly number[]) {
  const agent = new Agent({ keepAlive: false, maxSockets: 50 });
  let turn = 0;

  /** Passes on once; only a connection that was refused leaves the request unsent, so that another may have it. */
  function pass(
    path: string,
    headers: Record<string, string>,
    body: Buffer,
    from = turn++,
    tries = 0,
  ): Promise<number> {
    const port = ports[(from + tries) % ports.length];
    return new Promise((resolve) => {
      const hook = request({ host: '127.0.0.1', port, path, method: 'POST', headers, agent }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? -1));
        answer.on('error', () => resolve(-1));
      });
      hook.on('error', (error: Error & { code?: string }) => {
        const isUnsent = error.code === 'ECONNREFUSED' && tries + 1 < ports.length;
        resolve(isUnsent ? pass(path, headers, body, from, tries + 1) : -1);
      });
      hook.end(body);
    });
  }

  const server = createServer((asked, answer) => {
    const chunks: Buffer[] = [];
    asked.on('data', (chunk: Buffer) => chunks.push(chunk));
    asked.on('end', () => {
      const headers = Object.fromEntries(
        Object.entries(asked.headers).flatMap(([name, value]) =>
          typeof value === 'string' && !['connection', 'host'].includes(name) ? [[name, value]] : [],
        ),
      );
      void pass(asked.url ?? '/', headers, Buffer.concat(chunks)).then((status) =>
        answer.writeHead(status < 0 ? 502 : status).end(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
