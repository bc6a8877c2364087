import { utimes, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openRepository } from '../../../service/rule-files/repository/open-repository.ts';
import { ruleText } from '../../support/engine-makers.ts';
import { makeRepository, type TestRepository } from './make-repository.ts';

let opened = new AsyncDisposableStack();
afterEach(async () => {
  await opened.disposeAsync();
  opened = new AsyncDisposableStack();
});

async function make(): Promise<TestRepository> {
  const repository = opened.use(await makeRepository());
  await repository.write('rules/rule.yml', ruleText());
  await repository.commit('The first rule');
  return repository;
}

const open = (about: {
  address: string;
  dataDir: string;
  token?: string;
  fetchTimeoutMs?: number;
  fetchEveryMs?: number;
  lookEveryMs?: number;
}) =>
  openRepository({
    branch: 'main',
    folder: 'rules',
    access: { token: about.token ?? null, sshKeyFile: null },
    wishes: async () => ({ pinned: null, pushedAt: null }),
    ...about,
  });

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.defer(() => server.closeAllConnections());
  opened.defer(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a host of the rules', () => {
  test('that takes the call and never says a word is given up in time', async () => {
    const { dataDir } = await make();
    const server = createSocketServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    opened.defer(() => void server.close());
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/rules.git`;

    const trouble = await open({ address, dataDir, fetchTimeoutMs: 1_000 }).fetch();

    expect(trouble?.message).toContain('git did not end within 1 s');
  }, 15_000);

  test('that says nothing does not keep the service from stopping', async () => {
    const { dataDir } = await make();
    const server = createSocketServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    opened.defer(() => void server.close());
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/rules.git`;
    const repository = open({ address, dataDir, fetchEveryMs: 1, lookEveryMs: 10 });
    const watching = repository.watch(async () => undefined);
    await new Promise((resolve) => setTimeout(resolve, 800));

    await expect(watching[Symbol.asyncDispose]()).resolves.toBeUndefined();
  }, 8_000);

  test('is shown the token when it asks, and whoever it redirects to is not', async () => {
    const { dataDir } = await make();
    const shown: (string | undefined)[] = [];
    const elsewhere: IncomingMessage['headers'][] = [];
    const other = await listen((request, response) => {
      elsewhere.push(request.headers);
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
    });
    const host = await listen((request, response) => {
      shown.push(request.headers.authorization);
      if (request.headers.authorization === undefined)
        response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
      else response.writeHead(302, { location: `${other}${request.url}` }).end();
    });

    const token = 'token-of-the-rules';
    const trouble = await open({ address: `${host}/rules.git`, dataDir, token }).fetch();

    expect(shown.at(-1)).toBe(`Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`);
    expect(elsewhere.length).toBeGreaterThan(0);
    expect(elsewhere.map(({ authorization }) => authorization)).toEqual(elsewhere.map(() => undefined));
    expect(trouble?.message).not.toContain(token);
  });

  test('that cannot be reached is named with what stopped git, and not with its advice', async () => {
    const { dataDir, address } = await make();

    const trouble = await open({ address: `${address}-gone`, dataDir }).fetch();

    expect(trouble?.message).toContain('origin.git-gone');
    expect(trouble?.message).not.toContain('and the repository exists');
  });
});

describe('a fetch', () => {
  test('that was ended by force stops none of the later ones', async () => {
    const { dataDir, address, commit } = await make();
    const repository = open({ address, dataDir });
    await repository.fetch();
    const lock = join(dataDir, 'rules-repository.git', 'shallow.lock');
    await writeFile(lock, '');
    await utimes(lock, new Date(0), new Date(0));
    const id = await commit('The second');

    expect(await repository.fetch()).toBeNull();

    expect((await repository.history(1)).commits[0]?.id).toBe(id);
  });

  test('by several processes at once into one folder brings the rules to each', async () => {
    const { dataDir, address } = await make();

    const troubles = await Promise.all(Array.from({ length: 4 }, () => open({ address, dataDir }).fetch()));

    expect(troubles).toEqual([null, null, null, null]);
  }, 30_000);
});
