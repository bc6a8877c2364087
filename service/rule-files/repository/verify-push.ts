import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether a push was told by somebody who knows the secret: GitHub signs the body (`X-Hub-Signature-256`), Forgejo and
 * Gitea too (`X-Forgejo-Signature`, `X-Gitea-Signature`), GitLab sends the secret itself (`X-Gitlab-Token`).
 */
export function verifyPush(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: Buffer,
  secret: string,
): boolean {
  const header = (name: string): string => {
    const value = headers[name];
    return typeof value === 'string' ? value : '';
  };
  const expected = createHmac('sha256', secret).update(body).digest('hex');
  const signatures = [
    header('x-hub-signature-256').replace(/^sha256=/, ''),
    header('x-forgejo-signature'),
    header('x-gitea-signature'),
  ];
  return signatures.some((given) => isEqual(given, expected)) || isEqual(header('x-gitlab-token'), secret);
}

function isEqual(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHmac('sha256', 'compare').update(text).digest();
  return given !== '' && timingSafeEqual(digest(given), digest(expected));
}
