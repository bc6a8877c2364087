import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openQueue } from '../../service/queue/queue-server.ts';
import { describeInBrowser, findBarriers, openBrowser } from '../support/chromium.ts';
import { type TestDatabase, openTestDatabase } from '../support/database.ts';
import { dashboardPassword, openDashboard, starterPack } from '../support/open-dashboard.ts';
import { seedCommunity, seedRejectedRules } from '../support/seeded-community.ts';

const paths = [
  '/',
  '/posts',
  '/posts?url=42',
  '/posts?url=45',
  '/posts?url=999',
  '/rules',
  '/attention',
  '/changes',
  '/changes?who=nobody',
  '/sessions',
];

describeInBrowser('the dashboard in a browser', () => {
  let database: TestDatabase;
  let app: FastifyInstance;
  let address: string;
  let browser: Browser;
  let session: Awaited<ReturnType<BrowserContext['storageState']>>;
  const complaints: string[] = [];

  beforeAll(async () => {
    database = await openTestDatabase();
    await seedCommunity(database.db);
    await seedRejectedRules(database.db);
    const rulebook = await starterPack();
    const queue = openQueue({ kind: 'postgres', connection: database.url }, 'waypost-events', () => {});
    ({ app } = await openDashboard(database.db, { rulebook: () => rulebook, queues: [queue.queue] }));
    app.addHook('onClose', () => queue.close());
    address = await app.listen({ port: 0, host: '127.0.0.1' });
    browser = await openBrowser();
    await signIn();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
    await database?.[Symbol.asyncDispose]();
  });

  /** Signing in is limited to ten a minute: done once, through the page, and its cookie used again. */
  async function signIn(): Promise<void> {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${address}/`);
    await page.fill('#password', dashboardPassword);
    await page.fill('#name', 'Ana');
    await page.click('main button[type=submit]');
    await page.waitForURL(`${address}/`);
    session = await context.storageState();
    await context.close();
  }

  async function open(
    path: string,
    options: BrowserContextOptions = {},
  ): Promise<{ page: Page; context: BrowserContext }> {
    const viewport = { width: 1280, height: 800 };
    const context = await browser.newContext({ viewport, storageState: session, ...options });
    const page = await context.newPage();
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    page.on('pageerror', (error) => void complaints.push(error.message));
    await page.goto(address + path);
    return { page, context };
  }

  it.each([
    [1280, 'light', 'en'],
    [1280, 'dark', 'de'],
    [360, 'light', 'de'],
    [360, 'dark', 'en'],
  ] as const)(
    'has no barriers, no sideways scrolling and no script errors at %s px, %s, in %s',
    async (width, colorScheme, locale) => {
      const { page, context } = await open('/', { viewport: { width, height: 800 }, colorScheme, locale });
      complaints.length = 0;

      for (const path of paths) {
        await page.goto(address + path);
        for (const summary of await page.$$('summary')) await summary.click();
        expect(await findBarriers(page), path).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(width);
      }

      expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
      await context.close();
    },
  );

  it('signs in without barriers too', async () => {
    const page = await browser.newPage();
    await page.goto(`${address}/login`);

    expect(await findBarriers(page)).toEqual([]);
    await page.close();
  });

  it('gives a thumb 44 px to touch', async () => {
    const { page, context } = await open('/', { viewport: { width: 360, height: 800 } });

    for (const path of ['/', '/posts', '/rules', '/attention']) {
      await page.goto(address + path);
      const small = await page.$$eval(
        'nav a, button:not([hidden]), summary, input:not([type=hidden]), .button',
        (elements) =>
          elements
            .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 43.5)
            .map((element) => element.outerHTML),
      );
      expect(small, path).toEqual([]);
    }
    await context.close();
  });

  it('changes numbers in place: nothing jumps, folds stay open, typing is left alone', async () => {
    const { page, context } = await open('/');
    await page.click('#stop > summary');
    await page.fill('#forum-why', 'because of');
    await page.evaluate('window.scrollTo(0, 300)');
    const figure = page.locator('.figure', { hasText: 'Waiting' }).locator('.value');
    expect(await figure.textContent()).toBe('1');

    await database.db.updateTable('offer').set({ state: 'waiting' }).where('state', '=', 'dead').execute();
    await expect.poll(() => figure.textContent(), { timeout: 20_000 }).toBe('2');

    expect(await page.evaluate('window.scrollY')).toBe(300);
    expect(await page.inputValue('#forum-why')).toBe('because of');
    expect(await page.locator('#stop').getAttribute('open')).not.toBeNull();
    expect(await page.evaluate('document.activeElement?.id')).toBe('forum-why');
    await context.close();
  });

  it('says so when the connection is lost, and when it is back', async () => {
    const { page, context } = await open('/');
    const said = () => page.textContent('#connection');
    await context.setOffline(true);
    await expect.poll(said, { timeout: 30_000 }).toMatch(/^No connection\. The page shows what was true at /);

    await context.setOffline(false);
    await expect.poll(said, { timeout: 45_000 }).toBe('');
    await context.close();
  });

  it('can be used with keys alone', async () => {
    const { page, context } = await open('/posts');

    await page.keyboard.press('?');
    expect(await page.locator('#keys').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.type('42');
    await page.keyboard.press('Enter');

    await page.waitForURL(`${address}/posts?url=42`);
    expect(await page.textContent('h1')).toBe('The story of post 42');
    await context.close();
  });

  it('tells exact times in the reader’s own zone', async () => {
    const { page, context } = await open('/', { timezoneId: 'Asia/Tokyo' });

    expect(await page.locator('time').first().getAttribute('title')).toContain('GMT+9');
    await context.close();
  });

  it('shows the queues to look at, without a way to change them', async () => {
    const { page, context } = await open('/queues');

    await page.getByText('waypost-events').first().waitFor();
    expect(await page.title()).toContain('Waypost');
    await context.close();
  });

  it('reads without scripts', async () => {
    const { page, context } = await open('/posts?url=42', { javaScriptEnabled: false });

    expect(await page.textContent('.answer')).toContain('stands under the post');
    await context.close();
  });
});
