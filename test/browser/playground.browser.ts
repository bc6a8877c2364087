import type { FastifyInstance } from 'fastify';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { previewMember } from '../../service/evaluate/preview-member.ts';
import { cookForPages } from '../../service/runtime/cook-for-pages.ts';
import { describeInBrowser, findBarriers, openBrowser } from '../support/chromium.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';
import { explaining } from '../support/explain-deps.ts';
import { dashboardPassword, openDashboard } from '../support/open-dashboard.ts';
import { type Spine, askAboutExport, openSpine } from '../support/spine.ts';

const rule = `id: export-model
goal: People can export
owner: ana
on: post.created
text:
  any:
    - export model
offer: export-model
rollout: live
cases:
  fires:
    - How do I export models?
    - { title: Exporting, text: Can I export a model? }
  silent:
    - { text: Exporting is fun, because: text.any }
    - text: Good morning
`;

describeInBrowser('explaining and trying out in a browser', () => {
  let spine: Spine;
  let app: FastifyInstance;
  let address: string;
  let browser: Browser;
  let session: Awaited<ReturnType<BrowserContext['storageState']>>;
  let paths: string[];
  const complaints: string[] = [];

  beforeAll(async () => {
    const others = { 'other.yml': ruleText('where: { category: nowhere }', 'elsewhere') };
    spine = await openSpine({ rulebook: aRulebook(rule, others) });
    const { id } = askAboutExport(spine, { title: 'Where is the export?' });
    askAboutExport(spine, { title: 'Hello', raw: 'Good morning to all of you' });
    await spine.work();
    const kept = Object.entries({ 'rule.yml': rule, ...others }).map(([path, text]) => ({ path, text }));
    await spine.stores.rules.keepRulebook(spine.state.rulebook.version, kept);
    paths = [
      `/explain?url=${id}`,
      '/explain',
      `/playground?post=${id}&rule=export-model&case=silent`,
      '/playground',
    ];
    ({ app } = await openDashboard(spine.db, {
      rulebook: () => spine.state.rulebook,
      cook: cookForPages(),
      explain: explaining(spine),
      playground: {
        previewMember: (about) => previewMember(spine.evaluation, { ...about, forum: spine.forum }),
        categorySlugs: async ({ post }) => (await spine.known.category(post.categoryId)).slugs,
        proposeChange: async () => ({ branch: 'waypost/x', url: null }),
      },
    }));
    address = await app.listen({ port: 0, host: '127.0.0.1' });
    browser = await openBrowser();
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${address}/`);
    await page.fill('#password', dashboardPassword);
    await page.fill('#name', 'Ana');
    await page.click('main button[type=submit]');
    await page.waitForURL(`${address}/`);
    session = await context.storageState();
    await context.close();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
    await spine?.[Symbol.asyncDispose]();
  });

  async function open(
    path: string,
    options: BrowserContextOptions = {},
  ): Promise<{ page: Page; context: BrowserContext }> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      storageState: session,
      ...options,
    });
    const page = await context.newPage();
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    page.on('pageerror', (error) => void complaints.push(error.message));
    await page.goto(address + path);
    return { page, context };
  }

  it.each([
    [1280, 'light', 'en'],
    [1280, 'dark', 'de'],
    [390, 'light', 'de'],
    [360, 'dark', 'en'],
  ] as const)(
    'has no barriers, no sideways scrolling, no script errors and room for a thumb at %s px, %s, in %s',
    async (width, colorScheme, locale) => {
      const { page, context } = await open('/', { viewport: { width, height: 800 }, colorScheme, locale });
      complaints.length = 0;

      for (const [index, path] of paths.entries()) {
        await page.goto(address + path);
        for (const summary of await page.$$('summary')) await summary.click();
        expect(await findBarriers(page), path).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(width);
        const small = await page.$$eval(
          'button:not([hidden]), summary, input:not([type=hidden], [type=checkbox]), select, .button',
          (elements) =>
            elements
              .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 43.5)
              .map((element) => element.outerHTML),
        );
        expect(small, path).toEqual([]);
        const { SCREENSHOTS: folder } = process.env;
        if (folder)
          await page.screenshot({ path: `${folder}/${width}-${locale}-${index}.png`, fullPage: true });
      }

      expect(complaints).toEqual([]);
      await context.close();
    },
  );

  it('answers while somebody types, says it aloud, and leaves focus and what is unfolded alone', async () => {
    const { page, context } = await open(paths[2] ?? '');
    const said = page.locator('#said');
    expect(await said.textContent()).toContain('would');

    await page.fill('#as', '');
    await page.fill('#text', 'How do I bake bread?');
    await expect.poll(() => said.textContent()).toContain('would pass over it');
    await page.click('#seen > summary');
    await page.fill('#title', 'Bread');
    await expect.poll(() => page.textContent('#answer')).toContain('Bread');

    expect(await page.locator('#seen').getAttribute('open')).not.toBeNull();
    expect(await page.evaluate('document.activeElement?.id')).toBe('title');
    await context.close();
  });

  it('leads from a fault to its place in the rule', async () => {
    const { page, context } = await open(paths[2] ?? '');
    await page.fill('#yaml', rule.replace('owner: ana', 'ownr: ana'));
    await page.locator('.problems button', { hasText: 'Line 3' }).first().click();

    const selected = await page.$eval('#yaml', (element) => {
      const field = element as unknown as { value: string; selectionStart: number; selectionEnd: number };
      return field.value.slice(field.selectionStart, field.selectionEnd);
    });
    expect(selected).toBe('ownr: ana');
    await context.close();
  });

  it('keeps what was typed when Waypost does not answer, and looks again', async () => {
    const { page, context } = await open(paths[2] ?? '');
    complaints.length = 0;
    await context.setOffline(true);
    await page.fill('#text', 'How do I export a model now?');
    await expect.poll(() => page.textContent('#said')).toContain('did not answer');
    await context.setOffline(false);
    await page.fill('#text', 'How do I bake bread?');

    await expect.poll(() => page.textContent('#said')).toContain('would pass over it');
    await context.close();
  });

  it('downloads the rule as it stands', async () => {
    const { page, context } = await open(paths[2] ?? '');
    await page.fill('#yaml', rule.replace('ana', 'ben'));
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the file' }).click();
    const download = await coming;

    expect(download.suggestedFilename()).toBe('rule.yml');
    await context.close();
  });

  it('works without scripts', async () => {
    const { page, context } = await open(paths[2] ?? '', { javaScriptEnabled: false });
    await page.fill('#text', 'How do I bake bread?');
    await page.getByRole('button', { name: 'Look', exact: true }).click();

    expect(await page.textContent('#answer')).toContain('would pass over it');
    expect(await page.inputValue('#text')).toBe('How do I bake bread?');
    await context.close();
  });
});
