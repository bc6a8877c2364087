import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../support/chromium.ts';
import { type RunningPart, eventually, freePort } from '../support/run-part.ts';
import { type BorrowedForum, borrowForum } from './borrow-forum.ts';
import { givenForum, whyNot } from './given-forum.ts';
import { signIn } from './sign-in.ts';
import { type Waypost, startWaypost } from './start-waypost.ts';

// The service asks every three minutes whether the plugin is there.
const soonMs = 240_000;
const question = 'The code that I pasted lost its indentation, how can I bring it back?';

describe.skipIf(whyNot !== null)(`cards on a real forum${whyNot ? ` (${whyNot})` : ''}`, () => {
  const opened = new AsyncDisposableStack();
  let forum: BorrowedForum;
  let waypost: Waypost;
  let browser: Browser;
  let asker: Page;
  let bystander: Page;
  let worker: RunningPart;

  beforeAll(async () => {
    forum = opened.use(await borrowForum(givenForum, await freePort()));
    await forum.set('waypost_enabled', 'true');
    waypost = opened.use(await startWaypost(givenForum, forum));
    browser = await openBrowser();
    opened.defer(() => browser.close());
    asker = await signIn(browser, givenForum, forum.asker);
    bystander = await signIn(browser, givenForum, forum.bystander);
    await waypost.serve();
    worker = await waypost.work();
    await eventually(
      'the plugin is found',
      async () => waypost.logs(),
      (logs) => logs.includes('the plugin is there'),
      soonMs,
    );
  });
  afterAll(() => opened.disposeAsync());

  /** How many cards this member sees in the topic, once its posts are there. */
  async function cardsSeenBy(page: Page, topicId: number): Promise<number> {
    await page.goto(`${givenForum.url}/t/${topicId}`);
    await page.locator('#post_1 .cooked').waitFor();
    await page.waitForTimeout(1_000);
    return page.locator('.waypost-card').count();
  }

  test('a question gets a card, seen by who asked and by nobody else, and no reply', async () => {
    const { topicId } = await forum.ask(question);

    await eventually(
      'the card',
      () => cardsSeenBy(asker, topicId),
      (count) => count === 1,
      soonMs,
    );

    expect(await asker.locator('.waypost-card__title').textContent()).toBe(
      'Show code so that people can read it',
    );
    expect(await cardsSeenBy(bystander, topicId)).toBe(0);
    expect(await forum.repliesOfBot(topicId)).toEqual([]);
  });

  test('killed between sending and writing it down, there is one card in the end', async () => {
    await worker.kill('SIGTERM');
    const doomed = await waypost.work({ CRASH_AT: 'deliver.after-send' });
    const { topicId } = await forum.ask(`Again: ${question}`);
    expect(await doomed.ended).toBe('SIGKILL');

    worker = await waypost.work();
    await new Promise((resolve) => setTimeout(resolve, 45_000));

    expect(await cardsSeenBy(asker, topicId)).toBe(1);
    expect(await forum.repliesOfBot(topicId)).toEqual([]);
  });

  test('with the plugin switched off there are replies, and cards again once it is on', async () => {
    await forum.set('waypost_enabled', 'false');
    const off = await forum.ask(`Third: ${question}`);
    await eventually(
      'a reply',
      () => forum.repliesOfBot(off.topicId),
      (replies) => replies.length === 1,
      soonMs,
    );
    expect(await cardsSeenBy(asker, off.topicId)).toBe(0);

    const found = waypost.logs().split('the plugin is there').length;
    await forum.set('waypost_enabled', 'true');
    await eventually(
      'it is found again',
      async () => waypost.logs().split('the plugin is there').length,
      (now) => now > found,
      soonMs,
    );
    const on = await forum.ask(`Fourth: ${question}`);
    await eventually(
      'the card',
      () => cardsSeenBy(asker, on.topicId),
      (count) => count === 1,
      soonMs,
    );
    expect(await forum.repliesOfBot(on.topicId)).toEqual([]);
  });

  test('a member who switches this kind of help off is left alone within seconds', async () => {
    await asker.goto(`${givenForum.url}/u/${forum.asker.username}/preferences/waypost`);
    const csrf = await asker.locator('meta[name="csrf-token"]').getAttribute('content');
    const answer = await asker.request.put(`${givenForum.url}/waypost/preferences.json`, {
      headers: { 'X-CSRF-Token': csrf ?? '', 'X-Requested-With': 'XMLHttpRequest' },
      data: { preferences: { kinds: { help: false } } },
    });
    expect(answer.status()).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 5_000));

    const { topicId } = await forum.ask(`Fifth: ${question}`);
    await new Promise((resolve) => setTimeout(resolve, 30_000));

    expect(await cardsSeenBy(asker, topicId)).toBe(0);
    expect(await forum.repliesOfBot(topicId)).toEqual([]);
  });
});
