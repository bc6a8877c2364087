import { glob, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

type Tree = { [key: string]: Tree | string };

const languages = ['en', 'de'];
const ruby = await readRuby();
const settings = Object.keys(await readSettings());
const scopes = [...wordsAfter('ACTIONS = {', /^ {6}(\w+):/gm)];
const hookTypes = [...new Set(ruby.match(/(?<=")waypost_\w+_signal(?=")/g))];
const used = new Set(
  [...ruby.matchAll(/"(discourse_waypost\.[\w.#{}]+|dashboard\.problem\.[\w.#{}]+)"/g)]
    .map(([, key = '']) => key.replaceAll(/#\{[^}]*\}/g, '*'))
    .filter((key) => key !== 'discourse_waypost.admin.title'), // the browser's, see plugin.rb
);

async function readRuby(): Promise<string> {
  const texts: string[] = [];
  for await (const path of glob('plugin/{plugin.rb,{app,lib,db}/**/*.rb}'))
    texts.push(await readFile(path, 'utf8'));
  return texts.join('\n');
}

async function readSettings(): Promise<Tree> {
  const file = parse(await readFile('plugin/config/settings.yml', 'utf8')) as { discourse_waypost: Tree };
  return file.discourse_waypost;
}

function wordsAfter(start: string, pattern: RegExp): string[] {
  const [, rest = ''] = ruby.split(start);
  return [...rest.slice(0, rest.indexOf('}.freeze')).matchAll(pattern)].map(([, word = '']) => word);
}

async function readTexts(side: 'client' | 'server', language: string): Promise<Map<string, string>> {
  const file = parse(await readFile(`plugin/config/locales/${side}.${language}.yml`, 'utf8')) as Tree;
  return new Map(flat(file[language] as Tree));
}

function flat(tree: Tree, above = ''): [string, string][] {
  return Object.entries(tree).flatMap(([name, below]): [string, string][] =>
    typeof below === 'string' ? [[above + name, below]] : flat(below, `${above}${name}.`),
  );
}

function matcher(key: string): RegExp {
  return new RegExp(`^${key.replaceAll('.', '\\.').replaceAll('*', '[a-z_]+')}(\\.(one|other))?$`);
}

test('settings, scopes, webhook types and texts are where this looks for them', () => {
  expect(settings.length).toBeGreaterThan(5);
  expect(scopes).toContain('offers');
  expect(hookTypes.length).toBe(3);
  expect(used.size).toBeGreaterThan(4);
});

describe.each(languages)('in %s', async (language) => {
  const server = await readTexts('server', language);
  const client = await readTexts('client', language);

  test.each(settings)('the setting %s is described', (name) => {
    expect(server.get(`site_settings.${name}`)).toMatch(/\w/);
  });

  test('no description is left of a setting that is gone', () => {
    const described = [...server.keys()].filter((key) => key.startsWith('site_settings.'));
    expect(described.map((key) => key.replace('site_settings.', '')).toSorted()).toEqual(settings.toSorted());
  });

  test('the group of settings has its name', () => {
    expect(client.get('admin_js.admin.site_settings.categories.discourse_waypost')).toMatch(/\w/);
  });

  test.each(scopes)('the scope waypost:%s is described', (name) => {
    expect(client.get(`admin_js.admin.api.scopes.descriptions.waypost.${name}`)).toMatch(/\w/);
  });

  test.each(hookTypes)('the webhook type %s has its name', (name) => {
    expect(client.get(`admin_js.admin.web_hooks.custom_event.${name}`)).toMatch(/\w/);
  });

  test.each([...used])('%s, used on the server, has its text', (key) => {
    expect([...server.keys()].some((name) => matcher(key).test(name))).toBe(true);
  });

  test('no text of the server is left over', () => {
    const ours = [...server.keys()].filter((key) => /^(discourse_waypost|dashboard\.problem)\./.test(key));
    expect(ours.filter((key) => ![...used].some((name) => matcher(name).test(key)))).toEqual([]);
  });
});
