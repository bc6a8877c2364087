import { readFile, readdir } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { introduceBot } from '../../service/connect/introduce-bot.ts';
import { previewMember } from '../../service/evaluate/preview-member.ts';
import { type TestDatabase, openTestDatabase } from '../support/database.ts';
import { englishIn } from '../support/english-in.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';
import { explaining } from '../support/explain-deps.ts';
import { openDashboard, starterPack } from '../support/open-dashboard.ts';
import { readPage } from '../support/read-page.ts';
import { seedCommunity, seedRejectedRules } from '../support/seeded-community.ts';
import { type Operator, formOf, signIn } from '../support/signed-in.ts';
import { type Spine, askAboutExport, openSpine } from '../support/spine.ts';

const root = new URL('../../', import.meta.url);

/** What people of the seeded community and authors of rules wrote. */
async function writtenByPeople(): Promise<string> {
  const rules = (await readdir(new URL('rules', root), { recursive: true })).filter((file) =>
    /\.(yml|md)$/.test(file),
  );
  const files = [...rules.map((file) => `rules/${file}`), 'test/support/seeded-community.ts'];
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, root), 'utf8')));
  return texts.join('\n');
}

describe('what a German reader is shown', () => {
  let database: TestDatabase;
  let app: FastifyInstance;
  let operator: Operator;
  let paths: string[];
  let people: string;

  beforeAll(async () => {
    people = await writtenByPeople();
    database = await openTestDatabase();
    await seedCommunity(database.db);
    await seedRejectedRules(database.db);
    const rulebook = await starterPack();
    const routes: string[] = [];
    ({ app } = await openDashboard(database.db, { rulebook: () => rulebook }, ({ method, url, config }) => {
      const isPage = [method].flat().includes('GET') && config?.access !== undefined;
      if (isPage && !/\*|\.(css|js|svg|png|woff2?)$|^\/(queues|metrics|healthz|livez)/.test(url))
        routes.push(url);
    }));
    operator = await signIn(app);
    const filled = (url: string): string =>
      url.replace('/rules/:id', '/rules/share-logs').replace('/guides/:id', '/guides/share-logs');
    const posts = [42, 43, 44, 45, 46, 47, 48, 4711].map((id) => `/posts?url=${id}`);
    paths = [
      ...new Set([...routes.map(filled), ...posts, '/posts?url=https://other.example/t/1', '/no-such-page']),
    ];
  });

  afterAll(async () => {
    await app?.close();
    await database?.[Symbol.asyncDispose]();
  });

  it('is German on every page, but for what people wrote and what is marked as English', async () => {
    expect(paths.length).toBeGreaterThan(20);
    const found: string[] = [];
    for (const path of paths) {
      const { body, headers } = await operator.open(path, 'de');
      if (!String(headers['content-type']).startsWith('text/html')) continue;
      found.push(...englishIn(body, people).map((text) => `${path}: ${text}`));
    }

    expect(found).toEqual([]);
  });

  it('addresses nobody: neither “du” nor “Sie”', async () => {
    const found: string[] = [];
    for (const path of paths) {
      const { body } = await operator.open(path, 'de');
      // At the beginning of a sentence “Sie” is somebody else.
      const formal =
        /(?<=[\p{Ll},] )(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)\b|\b(?:[Dd]u|[Dd]ich|[Dd]ir|[Dd]eine?[mnrs]?)\b/gu;
      // The profile of the bot is for members.
      const said = readPage(body).replaceAll(introduceBot('de'), '').match(formal) ?? [];
      found.push(...said.map((word) => `${path}: ${word}`));
    }

    expect(found).toEqual([]);
  });

  it('is told from German by more than one word', () => {
    expect(
      englishIn('<html lang="de"><p>Die Regel tut es nicht.</p><p title="the end of it">x</p></html>', ''),
    ).toEqual(['the end of it']);
    expect(englishIn('<p>Guide: <b lang="en">the end of it</b> <code>if it is</code></p>', '')).toEqual([]);
  });
});

describe('what a German reader is shown of posts and rules', () => {
  let spine: Spine;
  let app: FastifyInstance;
  let operator: Operator;
  const asked: string[] = [];

  beforeAll(async () => {
    const others = {
      'other.yml': ruleText('where: { category: nowhere }', 'elsewhere'),
      'who.yml': ruleText(
        'who: { group: staff, trust_level: 4, posts: { min: 50 }, member_for: 30d, locale: fr }',
        'picky',
      ),
      'near.yml': ruleText('text: { near: { words: [export, mesh], within: 6 } }', 'close-by'),
      'edited.yml': ruleText('on: post.edited', 'after-edits'),
      'liked.yml': ruleText('on: post.liked\ncount: 3', 'liked'),
    };
    spine = await openSpine({
      rulebook: aRulebook(ruleText('limit: { member: 1 per 30d, over: drop }'), others),
    });
    for (const title of ['A question about my drawing', 'The same once more']) {
      asked.push(String(askAboutExport(spine, { title }).id));
      await spine.work();
    }
    asked.push(String(askAboutExport(spine, { raw: 'Guten Morgen' }).id));
    await spine.work();
    const kept = [{ path: 'rule.yml', text: ruleText('limit: { member: 1 per 30d, over: drop }') }];
    await spine.stores.rules.keepRulebook(spine.state.rulebook.version, kept);
    ({ app } = await openDashboard(spine.db, {
      rulebook: () => spine.state.rulebook,
      explain: explaining(spine),
      playground: {
        previewMember: (about) => previewMember(spine.evaluation, { ...about, forum: spine.forum }),
        categorySlugs: async ({ post }) => (await spine.known.category(post.categoryId)).slugs,
        proposeChange: async () => ({ branch: 'waypost/x', url: null }),
      },
    }));
    operator = await signIn(app);
  });

  afterAll(async () => {
    await app?.close();
    await spine?.[Symbol.asyncDispose]();
  });

  it('is German: explanations, stories and the playground', async () => {
    const people = `${await writtenByPeople()} How can I export model files from the app? People can export`;
    const found: string[] = [];
    const pages = asked.flatMap((id) => [
      `/explain?url=${id}`,
      `/posts?url=${id}`,
      `/playground?post=${id}&rule=export-model`,
      `/playground?post=${id}&rule=picky`,
    ]);
    for (const path of [
      ...pages,
      '/explain',
      '/explain?url=999999',
      '/playground',
      '/rules',
      '/',
      '/changes',
    ]) {
      const { body } = await operator.open(path, 'de');
      found.push(...englishIn(body, people).map((text) => `${path}: ${text}`));
    }

    expect(found).toEqual([]);
  });

  it.each([
    [
      'a faulty rule',
      'id: x\ngoal: It\nowner: ana\non: post.creatd\noffer: nothing\nwhere: { categry: of }\n',
    ],
    [
      'cases that do not come out',
      ruleText('cases: { fires: [a b, c d], silent: [{ text: x }, { text: y }] }'),
    ],
    ['a text that is too long', `${ruleText()}\n${'# x\n'.repeat(9_000)}`],
    ['nothing', ''],
  ])('is German in the playground, but for faults that are marked: %s', async (_what, yaml) => {
    const answer = await operator.change('/playground/look', { yaml, text: 'Guten Morgen' }, {});
    const german = await operator.change(
      '/playground/propose',
      { yaml, path: 'rule.yml', text: 'Guten Morgen' },
      { headers: { ...formOf({}).headers, cookie: operator.cookie, 'accept-language': 'de' } },
    );

    expect(answer.statusCode).toBe(200);
    expect(german.body).toContain('lang="de"');
    expect(englishIn(german.body, 'People can export')).toEqual([]);
  });
});

describe('every text of the interface', () => {
  const folders = ['dashboard', 'alert', 'connect', 'engine'].map((name) => `service/${name}/texts`);

  it('is there in both languages', async () => {
    const gaps: string[] = [];
    for (const folder of folders) {
      const files = (await readdir(new URL(folder, root))).filter((file) => file.endsWith('.ts'));
      for (const file of files) {
        const module: Record<string, unknown> = await import(new URL(`${folder}/${file}`, root).href);
        for (const [name, value] of Object.entries(module)) gaps.push(...gapsOf(value, `${file} ${name}`));
      }
    }
    const look: Record<string, unknown> = await import(new URL('service/look/texts.ts', root).href);
    gaps.push(...gapsOf(look['lookTexts'], 'look'));

    expect(gaps).toEqual([]);
  });
});

/** Where a table has `en` and `de`, both have the same keys, however deep. */
function gapsOf(value: unknown, at: string): string[] {
  if (typeof value !== 'object' || value === null || !('en' in value) || !('de' in value)) return [];
  const english = new Set(keysOf(value.en));
  const german = new Set(keysOf(value.de));
  return [...english.symmetricDifference(german)].map((key) => `${at}: ${key}`);
}

function keysOf(value: unknown, prefix = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    prefix + key,
    ...keysOf(inner, `${prefix}${key}.`),
  ]);
}
