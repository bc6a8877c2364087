import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';

import { createDemoForum } from '../../service/demo-forum/demo-forum.ts';
import { aReceiver } from './webhook-receiver.ts';

interface Running {
  process: ChildProcess;
  url: string;
  post(raw: string): Promise<Response>;
  noise: string[];
}

async function start(file: string, ...args: string[]): Promise<Running> {
  const serve = new URL('../../service/demo-forum/serve.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [serve, '--port', '0', '--data', file, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const noise: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => noise.push(chunk.toString()));
  const [line] = await once(createInterface(child.stdout), 'line');
  const { listening, apiKey } = JSON.parse(String(line));
  const headers = { 'api-key': apiKey, 'content-type': 'application/json' };
  const post = (raw: string): Promise<Response> =>
    fetch(`${listening}/posts.json`, { method: 'POST', headers, body: JSON.stringify({ topic_id: 2, raw }) });
  return { process: child, url: listening, post, noise };
}

async function kill(running: Running): Promise<void> {
  running.process.kill('SIGKILL');
  await once(running.process, 'exit');
}

async function aFolder(): Promise<AsyncDisposable & { file: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'demo-forum-'));
  return { file: join(folder, 'forum.sqlite'), [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

describe('a forum in a process of its own', () => {
  const raw = 'A guide that outlives its forum. <!-- b:1 -->';

  it('keeps posts, key and the memory of requests through kill -9, and says nothing on standard error', async () => {
    await using folder = await aFolder();
    const first = await start(folder.file);
    const written = JSON.parse(await (await first.post(raw)).text());
    await kill(first);

    const second = await start(folder.file);
    const again = JSON.parse(await (await second.post(raw)).text());
    const markers: Record<string, unknown[]> = JSON.parse(
      await (await fetch(`${second.url}/demo/markers`)).text(),
    );
    await kill(second);

    expect(again.id).toBe(written.id);
    expect(markers['<!-- b:1 -->']).toHaveLength(1);
    expect([...first.noise, ...second.noise]).toEqual([]);
  });

  it('sends after a restart what was due when it died', async () => {
    await using folder = await aFolder();
    await using receiver = await aReceiver();
    const dying = createDemoForum({ store: { file: folder.file } });
    dying.addWebhook({ url: receiver.url, secret: 'a secret that is long enough' });
    const post = dying.writePost({ as: 'nova', topicId: 2, raw: 'Written just before the end.' });
    await dying.close();

    await using reborn = createDemoForum({ store: { file: folder.file } });
    await reborn.settled();

    expect(receiver.received.map(({ body }) => JSON.parse(body).post.id)).toEqual([post.id]);
  });

  it('is refused a file that another process has open', async () => {
    await using folder = await aFolder();
    const first = await start(folder.file);

    expect(() => createDemoForum({ store: { file: folder.file } })).toThrow(/locked/);
    await kill(first);
  });

  it('says which limits there are when it does not know one', async () => {
    await using folder = await aFolder();
    const serve = new URL('../../service/demo-forum/serve.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [serve, '--data', folder.file, '--limit', 'postsPerDay=3'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: string[] = [];
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));

    const [code] = await once(child, 'exit');

    expect(code).toBe(1);
    expect(said.join('')).toMatch(/unknown limit "postsPerDay"; known: adminApiCallsPerMinute/);
  });
});
