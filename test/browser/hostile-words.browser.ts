import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { previewMember } from '../../service/evaluate/preview-member.ts';
import { cookForPages } from '../../service/runtime/cook-for-pages.ts';
import { describeInBrowser, openBrowser } from '../support/chromium.ts';
import { aRulebook } from '../support/engine-makers.ts';
import { explaining } from '../support/explain-deps.ts';
import { dashboardPassword, openDashboard } from '../support/open-dashboard.ts';
import { type Spine, askAboutExport, openSpine } from '../support/spine.ts';

/** What somebody might write who wants a page of ours to do something: each sets `hit` if it ever runs. */
const hostile = [
  '<script>window.hit = "script"</script>',
  '<img src=x onerror="window.hit = \'onerror\'">',
  '![a](https://elsewhere.example/pixel.png) ![b](javascript:window.hit=1)',
  '[press me](javascript:window.hit=2) [and me](JaVaScRiPt&colon;window.hit=3) [me](data:text/html,<script>window.hit=4</script>)',
  '<a href="java\nscript:window.hit=5">x</a> <svg onload="window.hit=6"></svg> <iframe srcdoc="<script>parent.hit=7</script>"></iframe>',
  '"><style>body{display:none}</style><base href="https://elsewhere.example/"> <form action="https://elsewhere.example/"><button>Go</button></form>',
  '</textarea></pre></article></main><h1 id="broken-out">out</h1>',
  '\u202Egnp.exe\u202C \u2066isolated \u200B\u200Dzero\uFEFF {{constructor.constructor("window.hit=8")()}} ${window.hit=9}',
].join('\n\n');
const long = `${'x'.repeat(9_000)} ${'\u0301'.repeat(3_000)} ${'𒐫'.repeat(300)}`;
const inYaml = JSON.stringify;

const rule = `id: export-model
goal: ${inYaml(`People <script>window.hit = "goal"</script> can export \u202Egnp`)}
owner: ${inYaml('ana <img src=x onerror=window.hit=10>')}
on: post.created
text:
  any: [export model, ${inYaml('<img src=x onerror=window.hit=11>')}, ${inYaml('"><script>window.hit=12</script>')}]
offer: export-model
rollout: review
cases:
  fires: [How do I export models?, Can I export a model?]
  silent: [Good morning, Good night]
`;
const guide = `---
title: ${inYaml('Exporting <script>window.hit = "title"</script>')}
owner: ${inYaml('ana"><img src=x onerror=window.hit=13>')}
more: { text: All of it, url: "https://forum.example/manual?a=%3Cscript%3E" }
---

Hello {{member}}, this is how to export, about {{topic}}:

<img src=x onerror="window.hit = 15"> [press](javascript:window.hit=16) ![a](https://elsewhere.example/pixel.png)

<script>window.hit = 17</script>
`;

/** In the page: what its policy had to stop becomes an error on the console. */
const tellOfViolations = `addEventListener('securitypolicyviolation', (event) =>
  console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))`;

/** In the page: what could still do harm if somebody pressed it, or shows that words became markup. */
const lookForDangers = `(() => {
  const found = globalThis.hit === undefined ? [] : ['ran: ' + globalThis.hit];
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on')) found.push(element.tagName + ' ' + name);
      const leads = ['href', 'src', 'action', 'formaction'].includes(name);
      if (leads && !/^(\\/|#|\\?|https?:|data:image\\/)/i.test(value.trim())) found.push(element.tagName + ' ' + name + '=' + value);
    }
  }
  const strangers = 'main iframe, main svg[onload], main style, base, #broken-out, main script:not([src])';
  for (const element of document.querySelectorAll(strangers)) found.push(element.outerHTML.slice(0, 80));
  for (const form of document.querySelectorAll('form'))
    if (new URL(form.getAttribute('action') ?? '', location.href).origin !== location.origin) found.push('form to elsewhere');
  if (document.documentElement.scrollWidth > innerWidth) found.push('scrolls sideways');
  return found;
})()`;

describeInBrowser('words of somebody hostile', () => {
  let spine: Spine;
  let app: FastifyInstance;
  let address: string;
  let browser: Browser;
  let session: Awaited<ReturnType<BrowserContext['storageState']>>;
  let post: number;
  const proposals: object[] = [];

  beforeAll(async () => {
    spine = await openSpine({ rulebook: aRulebook(rule, { 'resources/export-model.md': guide }) });
    post = askAboutExport(spine, {
      title: 'Where is <script>window.hit=20</script> the \u202Egnp export?',
      raw: `How do I export models?\n\n${hostile}\n\n${long}`,
    }).id;
    await spine.work();
    if ((await spine.offer()).state !== 'proposed') throw new Error('nothing waits for approval');
    const kept = [
      { path: 'rule.yml', text: rule },
      { path: 'resources/export-model.md', text: guide },
    ];
    await spine.stores.rules.keepRulebook(spine.state.rulebook.version, kept);
    ({ app } = await openDashboard(spine.db, {
      forum: spine.forum,
      rulebook: () => spine.state.rulebook,
      cook: cookForPages('https://forum.example'),
      explain: explaining(spine),
      playground: {
        previewMember: (about) => previewMember(spine.evaluation, { ...about, forum: spine.forum }),
        categorySlugs: async ({ post: written }) => (await spine.known.category(written.categoryId)).slugs,
        proposeChange: async (change) => {
          proposals.push(change);
          return { branch: 'waypost/x', url: 'javascript:window.hit=21' };
        },
      },
    }));
    address = await app.listen({ port: 0, host: '127.0.0.1' });
    browser = await openBrowser();
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${address}/`);
    await page.fill('#password', dashboardPassword);
    await page.fill('#name', 'Ana <img src=x onerror=window.hit=22>');
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

  /** A page that remembers everything that must not happen on it. */
  async function watchedPage(): Promise<{ page: Page; context: BrowserContext; happened: string[] }> {
    const context = await browser.newContext({
      storageState: session,
      viewport: { width: 390, height: 800 },
    });
    const happened: string[] = [];
    const page = await context.newPage();
    await page.addInitScript(tellOfViolations);
    page.on('console', (message) => void (message.type() === 'error' && happened.push(message.text())));
    page.on('pageerror', (error) => void happened.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
      happened.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(address) && !request.url().startsWith('data:'))
        happened.push(`request: ${request.url()}`);
    });
    return { page, context, happened };
  }

  function dangers(page: Page): Promise<string[]> {
    return page.evaluate<string[]>(lookForDangers);
  }

  it.each([
    ['the explanation', () => `/explain?url=${post}`],
    ['the story', () => `/posts?url=${post}`],
    ['approvals', () => '/review'],
    ['the rules', () => '/rules'],
    ['what became of a rule', () => '/rules/export-model/outcomes'],
    ['a guide', () => '/guides/export-model'],
    ['the playground', () => `/playground?post=${post}&rule=export-model&case=silent`],
    ['changes', () => '/changes'],
    ['sessions', () => '/sessions'],
  ])('stay words on the page of %s', async (_what, path) => {
    const { page, context, happened } = await watchedPage();

    const answer = await page.goto(address + path());
    for (const summary of await page.$$('summary')) await summary.click();
    const { SCREENSHOTS: folder } = process.env;
    if (folder)
      await page.screenshot({ path: `${folder}/hostile-${path().replace(/\W+/g, '-')}.png`, fullPage: true });

    expect(answer?.status()).toBe(200);
    expect(await dangers(page)).toEqual([]);
    expect(happened).toEqual([]);
    await context.close();
  });

  it('stay words while somebody types them into the playground, and when they are proposed', async () => {
    const { page, context, happened } = await watchedPage();
    await page.goto(`${address}/playground?post=${post}&rule=export-model`);

    await page.fill('#title', hostile.replaceAll('\n', ' '));
    await page.fill('#text', `How do I export models?\n${hostile}`);
    await page.fill('#yaml', rule.replace('export model', hostile.split('\n')[0] ?? ''));
    await page.waitForTimeout(1_500);
    expect(await dangers(page)).toEqual([]);
    await page.fill('#yaml', `id: ${inYaml('<img src=x onerror=window.hit=30>')}\n${hostile}`);
    await page.waitForTimeout(1_500);
    expect(await dangers(page)).toEqual([]);
    await page.fill('#yaml', rule);
    await page.click('button[formaction="/playground/propose"]');
    await page.waitForLoadState();

    expect(await dangers(page)).toEqual([]);
    expect(happened).toEqual([]);
    expect(proposals).toHaveLength(1);
    await context.close();
  });

  it('cannot propose or change anything from a page of another origin, with the reader’s own cookie', async () => {
    proposals.length = 0;
    const before = await spine.offers();
    const forms = [
      ['/playground/propose', { yaml: rule, path: 'rule.yml', why: 'x' }],
      ['/review', { id: before[0]?.id ?? '', verdict: 'approve' }],
      ['/pause', { scope: 'forum', why: 'x' }],
      ['/rung', { rule: 'export-model', rung: 'live', why: 'x' }],
    ] as const;
    const fields = (values: object): string =>
      Object.entries(values)
        .map(([name, value]) => `<textarea name="${name}">${String(value)}</textarea>`)
        .join('');
    // Another port of the same host: its requests carry the cookie, whatever SameSite says.
    const attacker = createServer((request, response) => {
      const [path, values] = forms[Number(request.url?.slice(1))] ?? forms[0];
      response.setHeader('content-type', 'text/html');
      response.end(
        `<form method="post" action="${address}${path}">${fields(values)}<button>Go</button></form>`,
      );
    });
    await new Promise<void>((ready) => attacker.listen(0, '127.0.0.1', ready));
    const { port } = attacker.address() as AddressInfo;
    const { page, context } = await watchedPage();

    for (const [at, [path]] of forms.entries()) {
      await page.goto(`http://127.0.0.1:${port}/${at}`);
      const byScript = await page.evaluate<string>(
        `fetch('${address}${path}', { method: 'POST', credentials: 'include', mode: 'no-cors',
          headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'yaml=x&path=rule.yml' })
          .then(({ type }) => type, () => 'refused')`,
      );
      expect(['opaque', 'refused']).toContain(byScript);
      const [answer] = await Promise.all([
        page.waitForResponse((one) => one.request().method() === 'POST'),
        page.click('button'),
      ]);
      expect(answer.status()).toBe(403);
    }

    expect(proposals).toEqual([]);
    expect(await spine.offers()).toEqual(before);
    await context.close();
    attacker.close();
  });
});
