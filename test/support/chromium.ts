import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, type Page, chromium } from 'playwright-core';
import { describe } from 'vitest';

const places = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const found = places.find((place) => place !== undefined && existsSync(place));

/** Runs a suite where there is a Chromium; elsewhere it is skipped under a name that says why. */
export function describeInBrowser(name: string, suite: () => void): void {
  if (found) describe(name, suite);
  else describe.skip(`${name} (no Chromium found; set CHROMIUM_PATH)`, suite);
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: found ?? '', args: ['--no-sandbox'] });
}

/** What axe finds wrong with the page as it stands, one line per fault. */
export async function findBarriers(page: Page): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  // Through the debugger, so that the page's own policy does not stop it.
  await page.evaluate(source);
  return page.evaluate(async () => {
    const axe: unknown = Reflect.get(globalThis, 'axe');
    const run = Reflect.get(Object(axe), 'run') as () => Promise<{
      violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
    }>;
    const { violations } = await run();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  });
}
