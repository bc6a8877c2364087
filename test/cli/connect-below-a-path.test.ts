import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { aForumToConnect } from '../connect/a-connected-forum.ts';

/** A proxy that shows a server below a path, and takes the path off. */
async function aProxy(path: string, toPort: () => number) {
  const server = createServer((asked, answer) => {
    if (!asked.url?.startsWith(`${path}/`)) return void answer.writeHead(404).end('nothing here');
    const { method, headers } = asked;
    const way = { port: toPort(), host: '127.0.0.1', path: asked.url.slice(path.length), method, headers };
    const passed = request(way, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    passed.on('error', () => answer.writeHead(502).end());
    return void asked.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${path}`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}

test('a forum below a path is connected, and Waypost below a path behind a proxy is found', async () => {
  await using there = await aForumToConnect();
  await using forum = await aProxy('/forum', () => Number(new URL(there.url).port));
  await using own = await aProxy('/waypost', () => there.port);
  const args = ['--bot', 'guide', '--look-back', '0', '--url', own.url, '--yes'];
  const ended = await there.run('connect', forum.url, ...args);

  expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('A test ping arrived, signed') });
  expect(await there.kept()).toMatchObject({ DISCOURSE_URL: forum.url, PUBLIC_URL: own.url });
  expect(there.hooks()).toMatchObject([{ url: `${own.url}/hooks/discourse/default` }]);
});

test('a forum whose path was left out is told from one with another key', async () => {
  await using there = await aForumToConnect();
  await using forum = await aProxy('/forum', () => Number(new URL(there.url).port));
  const ended = await there.run('connect', new URL(forum.url).origin, '--look-back', '0', '--yes');

  expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('name the path too') });
});
