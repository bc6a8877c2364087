import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../support/chromium.ts';
import { eventually, freePort } from '../support/run-part.ts';
import { type BorrowedForum, borrowForum } from './borrow-forum.ts';
import { givenForum, whyNot } from './given-forum.ts';
import { signIn } from './sign-in.ts';
import { type Waypost, startWaypost } from './start-waypost.ts';

const run = promisify(execFile);
const soonMs = 90_000;
const question = 'My code lost its indentation when I pasted it here, what can I do about it?';

describe.skipIf(whyNot !== null)(`replies on a real forum${whyNot ? ` (${whyNot})` : ''}`, () => {
  const opened = new AsyncDisposableStack();
  let forum: BorrowedForum;
  let waypost: Waypost;
  let browser: Browser;

  beforeAll(async () => {
    forum = opened.use(await borrowForum(givenForum, await freePort()));
    await forum.set('waypost_enabled', 'false');
    waypost = opened.use(await startWaypost(givenForum, forum));
    browser = await openBrowser();
    opened.defer(() => browser.close());
    await waypost.serve();
  });
  afterAll(() => opened.disposeAsync());

  const seen = (page: Page, topicId: number) =>
    page
      .goto(`${givenForum.url}/t/${topicId}`)
      .then(() => page.locator('.topic-post', { hasText: 'three backticks' }).count());

  test('a question gets one reply within seconds, seen by everybody', async () => {
    const worker = await waypost.work();

    const { topicId } = await forum.ask(question);
    await eventually(
      'a reply',
      () => forum.repliesOfBot(topicId),
      (replies) => replies.length > 0,
      soonMs,
    );

    for (const member of [forum.asker, forum.bystander]) {
      const page = await signIn(browser, givenForum, member);
      await eventually(
        'the reply on the page',
        () => seen(page, topicId),
        (count) => count === 1,
        30_000,
      );
      await page.context().close();
    }
    expect(await forum.repliesOfBot(topicId)).toHaveLength(1);
    await worker.kill('SIGTERM');
  });

  test('killed between sending and writing it down, there is one reply in the end', async () => {
    const doomed = await waypost.work({ CRASH_AT: 'deliver.after-send' });
    const { topicId } = await forum.ask(`Again: ${question}`);
    expect(await doomed.ended).toBe('SIGKILL');

    const successor = await waypost.work();
    // Longer than every silence after which another would be sent.
    await new Promise((resolve) => setTimeout(resolve, 45_000));

    expect(await forum.repliesOfBot(topicId)).toHaveLength(1);
    await successor.kill('SIGTERM');
  });

  test.skipIf(givenForum.restart === null)(
    'a forum that restarts in between is answered once it is back',
    async () => {
      const { topicId } = await forum.ask(`Third: ${question}`);
      const worker = await waypost.work();

      await run('bash', ['-c', givenForum.restart ?? '']);

      await eventually(
        'a reply',
        () => forum.repliesOfBot(topicId),
        (replies) => replies.length === 1,
        soonMs,
      );
      await new Promise((resolve) => setTimeout(resolve, 10_000));
      expect(await forum.repliesOfBot(topicId)).toHaveLength(1);
      await worker.kill('SIGTERM');
    },
  );
});
