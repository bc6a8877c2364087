import type { FastifyInstance } from 'fastify';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser, findBarriers, openBrowser } from '../support/chromium.ts';
import { type TestDatabase, openTestDatabase } from '../support/database.ts';
import { openDashboard } from '../support/open-dashboard.ts';

const folder = process.env.SCREENSHOTS;

describeInBrowser('the page about what is known of members in a browser', () => {
  let database: TestDatabase;
  let app: FastifyInstance;
  let address: string;
  let browser: Browser;

  beforeAll(async () => {
    database = await openTestDatabase();
    ({ app } = await openDashboard(database.db));
    address = await app.listen({ host: '127.0.0.1', port: 0 });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await database[Symbol.asyncDispose]();
  });

  it.each([
    ['en', 1280],
    ['en', 390],
    ['de', 1280],
    ['de', 390],
  ] as const)('can be read by everybody: %s, %d wide', async (locale, width) => {
    const page = await browser.newPage({ locale, viewport: { width, height: 900 } });
    await page.goto(`${address}/privacy`);

    expect(await findBarriers(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    if (folder) await page.screenshot({ path: `${folder}/privacy-${locale}-${width}.png`, fullPage: true });
    await page.close();
  });
});
