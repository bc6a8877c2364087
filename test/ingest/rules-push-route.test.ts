import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { rulesPush, type RulesPushOptions } from '../../service/ingest/rules-push-route.ts';

async function open(options: Partial<RulesPushOptions> = {}) {
  const app = Fastify();
  const noted: number[] = [];
  await app.register(rulesPush, {
    prefix: '/hooks',
    isGenuine: (headers) => headers['x-gitlab-token'] === 'right',
    notePush: async () => void noted.push(1),
    ...options,
  });
  const push = (token: string) =>
    app.inject({
      method: 'POST',
      url: '/hooks/rules',
      headers: { 'x-gitlab-token': token, 'content-type': 'application/json' },
      payload: '{"ref":"refs/heads/main"}',
    });
  return { push, noted };
}

test('a genuine push is noted', async () => {
  const { push, noted } = await open();

  expect((await push('right')).statusCode).toBe(202);
  expect(noted).toHaveLength(1);
});

test('a forged one is refused, and soon not even looked at', async () => {
  const { push, noted } = await open({ failuresPerMinute: 2 });

  const statuses = [await push('x'), await push('x'), await push('x')].map(({ statusCode }) => statusCode);

  expect(statuses).toEqual([401, 401, 429]);
  expect(noted).toEqual([]);
  expect((await push('right')).statusCode).toBe(202);
});

test('one that cannot be noted is told so', async () => {
  const { push } = await open({ notePush: () => Promise.reject(new Error('no database')) });

  expect((await push('right')).statusCode).toBe(503);
});
