import { createServer } from 'node:http';

const mostBytes = 2 * 1024 * 1024;

/**
 * Stands in for a Waypost that does not run yet, at its very address: answers 200 to a ping that is signed right, and 503 to
 * everything else, so that nothing counts as delivered. Null when something listens there already.
 */
export async function hearPing(options: {
  host: string;
  port: number;
  /** Of the webhook's address. */
  path: string;
  isSigned(body: Buffer, signature: string | undefined): boolean;
}): Promise<AsyncDisposable | null> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    request.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes > mostBytes) request.destroy();
      else parts.push(part);
    });
    request.on('end', () => {
      const header = request.headers['x-discourse-event-signature'];
      const isSigned = options.isSigned(Buffer.concat(parts), Array.isArray(header) ? header[0] : header);
      const isPing = request.headers['x-discourse-event'] === 'ping' && isPath(request.url, options.path);
      const answer = isSigned ? 200 : 401;
      response.writeHead(isPing ? answer : 503, { connection: 'close' }).end();
    });
  });
  const isListening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(options.port, options.host, () => resolve(true));
  });
  if (!isListening) return null;
  return {
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A proxy may have taken off the path below which Waypost stands. */
function isPath(url: string | undefined, path: string): boolean {
  return url === path || (url !== undefined && url.startsWith('/hooks/') && path.endsWith(url));
}
