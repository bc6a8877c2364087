import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A proxy as operators have it before several `serve`: in turn to each, and to the next one where nobody listens; a new
 * connection for each. `looks`: one that asks each server how it is, passes on to none that does not answer 200, keeps its
 * connections open, and tries nothing a second time.
 */
export async function startRoundRobin(ports: readonly number[], { looks = false } = {}) {
  const agent = new Agent({ keepAlive: looks, maxSockets: 50 });
  const isUp = new Map(ports.map((port) => [port, !looks]));
  let turn = 0;

  async function look(): Promise<void> {
    for (const port of ports) {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
      await answer?.arrayBuffer();
      isUp.set(port, answer?.status === 200);
    }
  }
  const looking = looks ? setInterval(() => void look(), 50) : undefined;

  /** Passes on once; only a connection that was refused leaves the request unsent, so that another may have it. */
  function pass(
    path: string,
    headers: Record<string, string>,
    body: Buffer,
    from = turn++,
    tries = 0,
  ): Promise<number> {
    const open = ports.filter((each) => isUp.get(each));
    const port = open[(from + tries) % open.length];
    return new Promise((resolve) => {
      const hook = request({ host: '127.0.0.1', port, path, method: 'POST', headers, agent }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? -1));
        answer.on('error', () => resolve(-1));
      });
      hook.on('error', (error: Error & { code?: string }) => {
        const isUnsent = !looks && error.code === 'ECONNREFUSED' && tries + 1 < ports.length;
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
    isUp: (port: number) => isUp.get(port) ?? false,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      clearInterval(looking);
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
