import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import type { TestForum } from '../demo-forum/a-forum.ts';
import { aForum } from '../demo-forum/a-forum.ts';
import { describeInBrowser, findBarriers, openBrowser } from '../support/chromium.ts';

describeInBrowser('the cards of the demo forum in a browser', () => {
  let demo: TestForum;
  let browser: Browser;
  let address: string;
  let topic: string;
  let offer: Record<string, unknown>;

  beforeAll(async () => {
    demo = aForum({ plugin: true, now: () => new Date() });
    address = await demo.app.listen({ port: 0, host: '127.0.0.1' });
    const post = demo.forum.writePost({
      as: 'nova',
      title: 'Where is the export?',
      categoryId: 5,
      raw: 'I have looked everywhere for it.',
    });
    topic = `${address}/t/any/${post.topicId}`;
    offer = {
      ...{ channel: 'card', kind: 'help', rule: 'export-model', resource: 'exporting' },
      member_id: demo.forum.member('nova').id,
      ...{ topic_id: post.topicId, post_id: post.id, title: 'Exporting your data', raw: 'About a minute.' },
      form: 'checklist',
      steps: [{ key: 'open', raw: 'Open **Preferences**' }],
      link: { url: '/t/exporting/5', text: 'The whole guide' },
      why: { text: 'You asked how to export.', owner: 'Ana', reviewed_on: '2026-05-03' },
    };
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await demo?.[Symbol.asyncDispose]();
  });

  async function put(id: string, changes: object = {}): Promise<void> {
    const body = { offer: { ...offer, ...changes } };
    expect((await demo.call('PUT', `/waypost/offers/${id}.json`, body)).statusCode).toBe(201);
  }

  it('come while the page is open, take a tick by keyboard, and go and come back', async () => {
    const page = await browser.newPage();
    await page.goto(topic);
    await put('of_1');
    const card = page.locator('#card-of_1.waypost-card');
    await card.waitFor();

    await card.getByRole('button', { name: 'Open Preferences' }).press('Enter');
    await card.getByText('All steps done').waitFor();
    await card.getByRole('button', { name: 'Not now' }).click();
    const undo = page.getByRole('button', { name: 'Undo' });
    await undo.waitFor();
    expect(await card.count()).toBe(0);
    await undo.click();
    await card.waitFor();
    expect(await card.count()).toBe(1);
    await page.close();
  });

  const looks = [
    { width: 1280, colorScheme: 'light' },
    { width: 390, colorScheme: 'dark' },
    { width: 360, colorScheme: 'light' },
  ] as const;
  for (const { width, colorScheme } of looks) {
    it(`have no barriers and nothing that scrolls sideways at ${width} px, ${colorScheme}`, async () => {
      await put(`of_banner_${width}`, {
        ...{ channel: 'banner', topic_id: null, post_id: null, form: 'microguide', steps: [] },
        title: 'Donaudampfschifffahrtsgesellschaftskapitänsmützen',
      });
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
      for (const path of [topic, `${address}/u/nova/preferences/waypost`, `${address}/trouble`]) {
        await page.goto(path);
        await unfold(page);
        expect(await findBarriers(page)).toEqual([]);
        expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThan(
          1,
        );
      }
      await page.close();
    });
  }
});

async function unfold(page: Page): Promise<void> {
  for (const summary of await page.locator('summary').all()) await summary.click();
}
