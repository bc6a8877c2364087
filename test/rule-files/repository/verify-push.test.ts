import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { verifyPush } from '../../../service/rule-files/repository/verify-push.ts';

const secret = 'a secret of the repository';
const body = Buffer.from('{"ref":"refs/heads/main"}');
const signed = createHmac('sha256', secret).update(body).digest('hex');
const forged = createHmac('sha256', 'another').update(body).digest('hex');

test.each([
  ['GitHub', { 'x-hub-signature-256': `sha256=${signed}` }, true],
  ['Forgejo', { 'x-forgejo-signature': signed }, true],
  ['Gitea', { 'x-gitea-signature': signed }, true],
  ['GitLab', { 'x-gitlab-token': secret }, true],
  ['nobody', {}, false],
  ['somebody with another secret', { 'x-hub-signature-256': `sha256=${forged}` }, false],
  ['somebody with an empty signature', { 'x-hub-signature-256': 'sha256=' }, false],
  ['somebody who guesses the token', { 'x-gitlab-token': 'guess' }, false],
  ['somebody with a header too many', { 'x-gitlab-token': [secret, secret] }, false],
])('a push told by %s', (_who, headers, isGenuine) => {
  expect(verifyPush(headers, body, secret)).toBe(isGenuine);
});

test('a signature is good for its own body only', () => {
  expect(verifyPush({ 'x-forgejo-signature': signed }, Buffer.from('{}'), secret)).toBe(false);
});
