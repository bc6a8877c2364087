import type { Browser, Page } from 'playwright-core';
import type { Account } from './borrow-forum.ts';
import type { GivenForum } from './given-forum.ts';

/** A page of a member who has signed in with the password, in a context of its own. */
export async function signIn(browser: Browser, forum: GivenForum, member: Account): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
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
