import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../support/chromium.ts';
import { eventually, freePort } from '../support/run-part.ts';
import { type Account, type BorrowedForum, borrowForum } from './borrow-forum.ts';
import { givenForum, whyNot } from './given-forum.ts';
import { signIn } from './sign-in.ts';
import { type Waypost, startWaypost } from './start-waypost.ts';

// The service asks every three minutes whether the plugin is there.
const soonMs = 240_000;
const shots = process.env['FORUM_SHOTS'];

describe.skipIf(whyNot !== null)(`a newcomer with a question${whyNot ? ` (${whyNot})` : ''}`, () => {
  const opened = new AsyncDisposableStack();
  let forum: BorrowedForum;
  let waypost: Waypost;
  let browser: Browser;

  beforeAll(async () => {
    forum = opened.use(await borrowForum(givenForum, await freePort()));
    await forum.set('waypost_enabled', 'true');
    waypost = opened.use(await startWaypost(givenForum, forum));
    browser = await openBrowser();
    opened.defer(() => browser.close());
    await waypost.serve();
    await waypost.work();
    await eventually(
      'the plugin is found',
      async () => waypost.logs(),
      (logs) => logs.includes('the plugin is there'),
      soonMs,
    );
  });
  afterAll(() => opened.disposeAsync());

  const look = (page: Page, name: string): Promise<unknown> =>
    shots ? page.screenshot({ path: join(shots, `${name}.png`) }) : Promise.resolve();

  /** Writes the question in the forum's own composer and stays on its page. */
  async function ask(page: Page, title: string): Promise<void> {
    const body = 'The code that I pasted lost its indentation, how can I bring it back?';
    const query = new URLSearchParams({ title, body: `${body} ${title}`, category_id: `${forum.category}` });
    await page.goto(`${givenForum.url}/new-topic?${query.toString()}`);
    await page.locator('#reply-control.open .create').click();
    await page.locator('#post_1 .cooked').waitFor({ timeout: 30_000 });
  }

  async function seenBy(page: Page, address: string): Promise<number> {
    await page.goto(address);
    await page.locator('#post_1 .cooked').waitFor();
    await page.waitForTimeout(1_500);
    return page.locator('.waypost-card, .waypost-card-left, .waypost-banner').count();
  }

  test.each([
    { width: 1280, who: 'asker', other: 'bystander' },
    { width: 390, who: 'bystander', other: 'asker' },
  ] as const)(
    'is helped, asks why, snoozes, and is left alone, $width px wide',
    async ({ width, who, other }) => {
      const newcomer: Account = forum[who];
      const page = await signIn(browser, givenForum, newcomer, width);
      const bystander = await signIn(browser, givenForum, forum[other], width);
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on(
        'console',
        (said) => void (/Content Security Policy/.test(said.text()) && faults.push(said.text())),
      );

      await ask(page, `Pasted code looks strange at a width of ${width} ${Date.now()}`);
      const card = page.locator('.topic-post .waypost-card');
      await card.waitFor({ timeout: 60_000 });
      await look(page, `card-${width}`);
      const address = page.url();
      expect(await seenBy(bystander, address)).toBe(0);

      await card.locator('.waypost-card__helped').click();
      await card.locator('.waypost-card__thanks', { hasText: /\S/ }).waitFor();
      await card.locator('.waypost-card__why-toggle').click();
      await look(page, `why-${width}`);
      expect(await card.locator('.waypost-card__why-details').innerText()).toContain('crew');

      await card.locator('.waypost-card__more').click();
      await page.locator('.waypost-card-menu__snooze[data-days="7"]').click();
      await page.locator('.waypost-card-left').waitFor();
      await look(page, `snoozed-${width}`);

      await page.goto(`${givenForum.url}/u/${newcomer.username}/preferences/waypost`);
      await page.locator('.waypost-preferences__snoozed button').click();
      await page.locator('.waypost-preferences__snoozed').waitFor({ state: 'detached' });
      await look(page, `preferences-${width}`);
      expect(await seenBy(page, address)).toBe(1);

      await page.goto(`${givenForum.url}/u/${newcomer.username}/preferences/waypost`);
      await page.locator('#waypost-kind-help').uncheck();
      await page.locator('.waypost-preferences__saved', { hasText: /\S/ }).waitFor();
      await ask(page, `Once more, strange code at a width of ${width} ${Date.now()}`);
      await page.waitForTimeout(30_000);
      expect(await card.count()).toBe(0);
      expect(await seenBy(page, address)).toBe(0);
      expect(await seenBy(bystander, address)).toBe(0);
      expect(faults).toEqual([]);
      await page.context().close();
      await bystander.context().close();
    },
  );
});
