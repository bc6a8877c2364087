import { expect, it } from 'vitest';
import { describeError } from '../../service/logger.ts';

const canary = 'canary-3f9a';

it('says of an error what it is and where it went, and nothing that a client hung onto it', () => {
  const error = Object.assign(
    new Error('WRONGPASS', { cause: Object.assign(new Error('refused'), { args: [canary] }) }),
    {
      command: { name: 'hello', args: ['3', 'AUTH', 'default', canary] },
      code: 'WRONGPASS',
      status: 401,
      body: canary,
    },
  );

  const told = JSON.stringify(describeError(error));

  expect(told).not.toContain(canary);
  expect(told).toContain('"code":"WRONGPASS"');
  expect(told).toContain('logger.test.ts');
});

it('says nothing of what was thrown without being an error', () => {
  expect(describeError(canary)).toEqual({ type: 'string' });
});
