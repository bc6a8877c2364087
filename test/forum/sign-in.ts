import type { Browser, Page } from 'playwright-core';
import type { Account } from './borrow-forum.ts';
import type { GivenForum } from './given-forum.ts';

// Discourse of 2024 decides by it which page it sends.
const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1';

/** A page of a member who has signed in with the password, in a context of its own; a narrow one is a phone's. */
export async function signIn(
  browser: Browser,
  forum: GivenForum,
  member: Account,
  width = 1280,
): Promise<Page> {
  const isPhone = width < 600;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    ...(isPhone ? { isMobile: true, hasTouch: true, userAgent: phone } : {}),
  });
  const page = await context.newPage();
  const headers = { 'X-Requested-With': 'XMLHttpRequest' };
  const told = await context.request.get(`${forum.url}/session/csrf`, { headers });
  const { csrf } = (await told.json()) as { csrf: string };
  const answer = await context.request.post(`${forum.url}/session`, {
    headers: { ...headers, 'X-CSRF-Token': csrf },
    form: { login: member.username, password: member.password },
  });
  const said = (await answer.json()) as { error?: string };
  if (!answer.ok() || said.error)
    throw new Error(`${member.username} cannot sign in: ${said.error ?? answer.status()}`);
  return page;
}
