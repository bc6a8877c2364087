import { glob, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

type Tree = { [key: string]: Tree | string };

const languages = ['en', 'de'];
const written = Object.fromEntries(
  await Promise.all(languages.map(async (language) => [language, await readTexts(language)] as const)),
);
const sources = await readSources();
const used = new Set(sources.flatMap(({ text }) => keysIn(text)));

async function readTexts(language: string): Promise<Map<string, string>> {
  const file = parse(await readFile(`plugin/config/locales/client.${language}.yml`, 'utf8'));
  const { js, admin_js } = file[language] as { js: Tree; admin_js: Tree };
  return new Map([...flat(js), ...flat(admin_js)]);
}

function flat(tree: Tree, above = ''): [string, string][] {
  return Object.entries(tree).flatMap(([name, below]): [string, string][] =>
    typeof below === 'string' ? [[above + name, below]] : flat(below, `${above}${name}.`),
  );
}

async function readSources() {
  const found = [];
  for await (const path of glob('plugin/{assets,admin/assets}/javascripts/**/*.{js,gjs}')) {
    found.push({ path, text: await readFile(path, 'utf8') });
  }
  return found;
}

/** Keys as written in quotes or backticks; what is filled in at run time stands as `*`. */
function keysIn(text: string): string[] {
  return [...text.matchAll(/["'`](discourse_waypost\.[\w.${}]+)["'`]/g)]
    .map(([, key]) => key ?? '')
    .map((key) => key.replaceAll(/\$\{[^}]*\}/g, '*').replace(/\.$/, '.*'));
}

function matcher(key: string): RegExp {
  const pattern = key.replaceAll('.', '\\.').replaceAll('*', '[a-z_]+');
  return new RegExp(`^${pattern}(\\.(one|other))?$`);
}

test('the front end and its texts are where this looks for them', () => {
  expect(sources.length).toBeGreaterThan(20);
  expect(used.size).toBeGreaterThan(60);
});

describe.each(languages)('in %s', (language) => {
  const texts = written[language] ?? new Map<string, string>();

  test.each([...used])('%s has its text', (key) => {
    expect([...texts.keys()].some((name) => matcher(key).test(name))).toBe(true);
  });

  test('no text is left over', () => {
    const named = [...used].map(matcher);
    const ours = [...texts.keys()].filter((key) => key.startsWith('discourse_waypost.'));
    const fromServer = new Set(['discourse_waypost.admin.title']);
    expect(ours.filter((key) => !fromServer.has(key) && !named.some((name) => name.test(key)))).toEqual([]);
  });
});

test('both languages have the same keys and fill in the same names', () => {
  const names = (text: string) => (text.match(/%\{\w+\}/g) ?? []).toSorted();
  const of = (language: string) =>
    Object.fromEntries([...(written[language] ?? [])].map(([key, text]) => [key, names(text)]));
  expect(of('de')).toEqual(of('en'));
});

test('what counts has a singular and a plural', () => {
  for (const language of languages) {
    const keys = [...(written[language]?.keys() ?? [])];
    const singulars = keys.filter((key) => key.endsWith('.one'));
    expect(singulars.length).toBeGreaterThan(0);
    for (const key of singulars) expect(keys).toContain(key.replace(/\.one$/, '.other'));
  }
});
