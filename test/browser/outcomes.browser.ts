import type { FastifyInstance } from 'fastify';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser, findBarriers, openBrowser } from '../support/chromium.ts';
import { type TestDatabase, openTestDatabase } from '../support/database.ts';
import { aRulebook } from '../support/engine-makers.ts';
import { createVisitorCookies } from '../../service/dashboard/offer-page/visitor-cookie.ts';
import { createOfferPages } from '../../service/measure/offer-pages.ts';
import { defaultRoleGroups } from '../../service/model/role-groups.ts';
import { memberId } from '../../service/model/ids.ts';
import { createStores } from '../../service/runtime/stores.ts';
import { connectSecret } from '../support/forum-sign-in.ts';
import { dashboardPassword, openDashboard } from '../support/open-dashboard.ts';
import { seedForum, seededForum, seededForumUrl } from '../support/seeded-community.ts';
import { showOffers } from '../support/shown-offers.ts';
import { signIn } from '../support/signed-in.ts';

const folder = process.env.SCREENSHOTS;

describeInBrowser('the pages of outcomes in a browser', () => {
  let database: TestDatabase;
  let app: FastifyInstance;
  let address: string;
  let browser: Browser;
  let cookie: string;
  let marker: string;

  beforeAll(async () => {
    database = await openTestDatabase();
    const { db } = database;
    await seedForum(db);
    for (const [week, good, bad, unsaid] of [
      [1, 2, 0, 9],
      [3, 6, 1, 5],
      [4, 4, 3, 2],
      [6, 9, 0, 4],
      [9, 3, 2, 7],
    ] as const) {
      const daysAgo = week * 7 - 3;
      await showOffers(db, { offers: good, daysAgo, what: ['helped', 'solved', 'posted_again'] });
      await showOffers(db, { offers: bad, daysAgo, what: ['not_helped', 'answered'] });
      await showOffers(db, { offers: unsaid, daysAgo, what: ['came_back'] });
    }
    await showOffers(db, { offers: 3, rule: 'fresh', what: ['helped'] });
    const rulebook = aRulebook();
    const [own] = await showOffers(db, { member: 77 });
    const told = await db
      .selectFrom('offer')
      .select('marker')
      .where('id', '=', own ?? '')
      .executeTakeFirstOrThrow();
    marker = told.marker;
    const stores = createStores(db);
    ({ app } = await openDashboard(db, {
      rulebook: () => rulebook,
      offerPages: createOfferPages({ ...stores, optOut: async () => {} }),
      signIn: {
        store: stores.sessions,
        password: dashboardPassword,
        forum: { forum: seededForum, url: seededForumUrl, secret: connectSecret },
        roleGroups: defaultRoleGroups,
      },
    }));
    address = await app.listen({ port: 0, host: '127.0.0.1' });
    ({ cookie } = await signIn(app));
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
    await database?.[Symbol.asyncDispose]();
  });

  for (const width of [390, 1280])
    for (const colorScheme of ['light', 'dark'] as const)
      it(`stand without barriers and without scrolling sideways at ${width} px, ${colorScheme}`, async () => {
        const locale = colorScheme === 'dark' ? 'de-DE' : 'en-GB';
        const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, locale });
        const [name = '', value = ''] = cookie.split('=');
        await context.addCookies([{ name, value, url: address }]);
        const page = await context.newPage();
        const complaints: string[] = [];
        page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));

        const picture = async (path: string) => {
          const name = path.replace(marker, 'offer').replaceAll(/[/#]/g, '_');
          if (folder)
            await page.screenshot({
              path: `${folder}/${name}-${width}-${colorScheme}.png`,
              fullPage: true,
            });
        };

        const visitor = { id: memberId(77), username: 'lena' };
        for (const path of [
          '/rules/export-model/outcomes',
          '/rules/fresh/outcomes',
          '/guides/export-model',
          `/o/${marker}`,
          `/o/${marker}#own`,
          '/o/gone',
        ]) {
          if (path.endsWith('#own')) {
            const value = createVisitorCookies({ secret: connectSecret }).write(visitor);
            await context.addCookies([{ name: 'waypost_member', value, url: address }]);
            await page.goto('about:blank');
          }
          await page.goto(`${address}${path}`);
          const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
          expect(wide, path).toBeLessThanOrEqual(width);
          expect(await findBarriers(page), path).toEqual([]);
          await picture(path);
        }
        await page.goto(`${address}/o/${marker}`);
        for (const scope of ['rule', 'weeks']) {
          await page.locator(`input[value=${scope}]`).check();
          await page.locator('form[action$="/stop"] button').click();
        }
        expect(await page.locator('#stop + ul > li').count()).toBe(2);
        expect(await findBarriers(page)).toEqual([]);
        await picture('/o/stopped');
        await page.locator('form[action$="/again"] button').click();
        expect(await page.locator('input[name=scope]').count()).toBe(5);

        expect(complaints.filter((each) => !each.includes('404'))).toEqual([]);
        await context.close();
      });
});
