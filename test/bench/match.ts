import { AhoCorasick } from '@monyone/aho-corasick/fast';
import { Engine } from 'json-rules-engine';
import { consider, considerFound, foundIn } from '../../service/engine/consider.ts';
import { findTerms } from '../../service/engine/matching/find-terms.ts';
import { plainText } from '../../service/engine/matching/plain-text.ts';
import { rulebookVersion } from '../../service/model/ids.ts';
import { splitWords } from '../../service/rulebook/split-words.ts';
import { loadRulebook } from '../../service/rulebook/load-rulebook.ts';
import type { Rulebook } from '../../service/rulebook/rulebook.ts';
import { stemWord } from '../../service/rulebook/text/stem-word.ts';
import { aPostCreated, localFacts, said } from '../support/engine-makers.ts';
import { isNext, slowWords } from '../support/slow-matcher.ts';
import { median } from './fire.ts';
import { aWord, random, somePosts } from './some-posts.ts';

/** `npm run bench:match [posts.jsonl.gz]`: what reading a post costs, as ratios from one run. Machines differ; ratios less so. */
const posts = await somePosts(10_000, process.argv[2]);
const rounds = 5;
const local = localFacts({ categorySlugs: said(['support']) });
const eventOf = (raw: string) => aPostCreated({ title: '', raw });
const spoken = [
  ...new Set(posts.flatMap((post) => splitWords(post.slice(0, 400)).map((word) => word.folded))),
];
const counts = new Map<string, number>();
for (const post of posts.slice(0, 2_000))
  for (const { folded: word } of splitWords(post)) counts.set(word, (counts.get(word) ?? 0) + 1);
/** Words that everybody uses all the time are nobody's keywords. */
const stopWords = new Set(
  [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 300)
    .map(([word]) => word),
);
const runs = [...new Set(posts.slice(0, 5_000).flatMap(runsIn))];
const saidSomewhere = (): string => runs[Math.floor(random() * runs.length)] ?? 'word';
const madeUp = (): string => `${aWord()}${aWord()}x`;
/** Half runs of one to three words that occur, half words and pairs that do not. */
const phrases = [
  ...new Set(
    Array.from({ length: 30_000 }, (_, at) => {
      if (at % 2 === 0) return saidSomewhere();
      return at % 4 === 1 ? madeUp() : `${madeUp()} ${madeUp()}`;
    }),
  ),
];
const neverSaid = Array.from({ length: 100_000 }, () => `${madeUp()}q ${madeUp()}`);

console.log(
  `${posts.length} posts, ${posts.reduce((sum, post) => sum + post.length, 0)} characters, ${rounds} interleaved rounds, medians`,
);

const few = rulebookOf(rulesOf(phrases.slice(0, 10), 10));
const many = rulebookOf(rulesOf(phrases.slice(0, 10_000), 10));
const huge = rulebookOf(rulesOf(neverSaid, 100));
const automaton = new AhoCorasick([...new Set(phrases.slice(0, 10_000).map(folded))]);
console.log(`${(each(many) / posts.length).toFixed(1)} of 10,000 phrases occur in a post`);
const cost = measure({
  'ours, 10 phrases': () => each(few),
  'ours, 10,000 phrases': () => each(many),
  'ours, 100,000 phrases that never occur': () => each(huge),
  'Aho-Corasick package, 10,000 phrases': () => posts.reduce((sum, post) => sum + wholeWords(post), 0),
});
say('10,000 phrases against 10', ratio('ours, 10,000 phrases', 'ours, 10 phrases'), '<=', 1.5);
say(
  '100,000 that never occur against 10',
  ratio('ours, 100,000 phrases that never occur', 'ours, 10 phrases'),
  '<=',
  1.3,
);
say(
  'Aho-Corasick against ours, with stems and places',
  ratio('Aho-Corasick package, 10,000 phrases', 'ours, 10,000 phrases'),
  '>=',
  2,
);

const keyword = rulebookOf(rulesOf(phrases.slice(0, 1_000), 1));
const pattern = rulebookOf(
  rulesOf(
    phrases
      .filter((phrase) => /[a-z]{2}/.test(phrase))
      .slice(0, 1_000)
      .map((phrase) => `/\\b${phrase.replace(/\W+/g, '\\W+')}(s|es)?\\b/`),
    1,
  ),
);
Object.assign(cost, measure({ 'keyword rules': () => each(keyword), 'pattern rules': () => each(pattern) }));
say('1,000 pattern rules against 1,000 keyword rules', ratio('pattern rules', 'keyword rules'), '<=', 3);

const sample = posts.slice(0, 6);
const whole = rulebookOf(
  rulesOf(phrases.slice(0, 10_000), 10, 'where: { category: support }\nwho: { trust_level: { max: 2 } }\n'),
);
const theirs = jsonRules(phrases.slice(0, 10_000), 10);
const started = process.cpuUsage();
const firings: string[] = [];
for (const post of sample) firings.push(await theirs(post));
const { user, system } = process.cpuUsage(started);
const theirUs = (user + system) / sample.length;
Object.assign(
  cost,
  measure({ 'whole rules': () => posts.reduce((sum, post) => sum + considered(whole, post), 0) }),
);
const ourUs = (cost['whole rules'] ?? Number.NaN) / posts.length;
const same = sample.filter((post, at) => firingsOf(whole, post) === firings[at]).length;
console.log(
  `  json-rules-engine ${Math.round(theirUs)} us a post, ours ${ourUs.toFixed(2)} us; same firings on ${same} of ${sample.length} posts`,
);
console.log(
  `  json-rules-engine against ours, 1,000 whole rules, text and all: ${(theirUs / ourUs).toFixed(0)}`,
);

/** Conditions alone: both are handed what occurs in the post. */
const alreadyRead = posts.map((post) => {
  const event = eventOf(post);
  return { event, found: foundIn(whole, event) };
});
const theirsOfFound = jsonRulesOfFound(phrases.slice(0, 10_000), 10);
const theirFoundUs = await cpuUsEach(alreadyRead.slice(0, 20), async ({ found }) => {
  await theirsOfFound([...(found?.places.keys() ?? [])].map(({ written }) => written));
});
Object.assign(
  cost,
  measure({
    conditions: () =>
      alreadyRead.reduce(
        (sum, { event, found }) => sum + considerFound(whole, event, local, found).length,
        0,
      ),
  }),
);
const conditionUs = (cost['conditions'] ?? Number.NaN) / posts.length;
console.log(`  json-rules-engine ${Math.round(theirFoundUs)} us a post, ours ${conditionUs.toFixed(2)} us`);
say('json-rules-engine against ours, conditions of 1,000 rules', theirFoundUs / conditionUs, '>=', 100_000);

const longest = posts.join(' ').slice(0, 100_000);
const hostile = Array.from(
  { length: 12_000 },
  () =>
    `${(spoken[Math.floor(random() * spoken.length)] ?? 'word').slice(0, 5)}${Math.floor(random() * 1e6).toString(36)}`,
).join(' ');
const afresh = rulebookOf(rulesOf(phrases.slice(0, 10_000), 10));
say(
  'longest post of 100 kB, first reading, ms',
  wallMs(() => read(afresh, longest)),
  '<=',
  5,
);
say(
  'the same, once its words are known, ms',
  wallMs(() => read(afresh, longest)),
  '<=',
  5,
);
say(
  '100 kB of words made to be stemmed, ms',
  wallMs(() => read(afresh, hostile)),
  '<=',
  5,
);
say(
  '100 kB against 1,000 patterns, ms',
  wallMs(() => read(pattern, longest)),
  '<=',
  5,
);

/** Runs of one to three words, none of which begins or ends with a word that everybody uses. */
function runsIn(post: string): string[] {
  const words = splitWords(post).map((word) => word.folded);
  return words.flatMap((_, at) =>
    [1, 2, 3]
      .map((length) => words.slice(at, at + length))
      .filter((run) => ![run[0], run.at(-1)].some((word) => word === undefined || stopWords.has(word)))
      .map((run) => run.join(' '))
      .filter((run) => run.length < 60),
  );
}

function rulesOf(
  written: readonly string[],
  each: number,
  conditions = '',
): { path: string; text: string }[] {
  const rules = Array.from({ length: Math.ceil(written.length / each) }, (_, at) =>
    written.slice(at * each, (at + 1) * each),
  );
  return rules.map((any, at) => ({
    path: `rule-${at}.yml`,
    text: `id: rule-${at}\ngoal: x\nowner: x\non: post.created\ntext: { language: en, any: ${JSON.stringify(any)} }\noffer: guide\nrollout: live\n${conditions}cases: { fires: [a, b], silent: [c, d] }\n`,
  }));
}

function rulebookOf(rules: { path: string; text: string }[]): Rulebook {
  const guide = { path: 'resources/guide.md', text: '---\ntitle: x\nowner: x\n---\n\nx' };
  const loaded = loadRulebook([...rules, guide], { version: rulebookVersion('bench') });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems.slice(0, 3)));
  return loaded.rulebook;
}

function read({ texts }: Rulebook, body: string): number {
  return findTerms(texts, { title: '', body, code: '', quoted: '' }).places.size;
}

function each(rulebook: Rulebook): number {
  return posts.reduce((sum, post) => sum + read(rulebook, post), 0);
}

function folded(phrase: string): string {
  return splitWords(phrase)
    .map((word) => word.folded)
    .join(' ');
}

/** What a user of the package has to do as well: small letters, and word boundaries on both sides. No stems. */
function wholeWords(post: string): number {
  const text = post.toLowerCase();
  const isWord = (at: number): boolean => /[\p{L}\p{N}]/u.test(text.charAt(at));
  return automaton.matchInText(text).filter(({ begin, end }) => !isWord(begin - 1) && !isWord(end)).length;
}

/** The whole way of live work to the rules that may offer: words, scope and text. */
function considered(rulebook: Rulebook, raw: string): number {
  return consider(rulebook, eventOf(raw), local).length;
}

function firingsOf(rulebook: Rulebook, raw: string): string {
  const fired = new Set(consider(rulebook, eventOf(raw), local).map(({ rule }) => rule.id));
  return [...rulebook.rules.keys()].filter((id) => fired.has(id)).join();
}

/** The same rules in its own words; the post is cut, stemmed and joined once for all of them. */
function jsonRules(written: readonly string[], perRule: number): (post: string) => Promise<string> {
  const engine = new Engine();
  engine.addOperator('says', (text: string, phrase: string) => text.includes(phrase));
  const rules = Math.ceil(written.length / perRule);
  for (let at = 0; at < rules; at += 1) {
    const any = written.slice(at * perRule, (at + 1) * perRule);
    engine.addRule({
      conditions: {
        all: [
          { fact: 'category', operator: 'in', value: ['support'] },
          { fact: 'trustLevel', operator: 'lessThanInclusive', value: 2 },
          { any: any.map((phrase) => ({ fact: 'text', operator: 'says', value: stems(phrase) })) },
        ],
      },
      event: { type: `rule-${at}` },
    });
  }
  return async (post) => {
    const { events } = await engine.run({ text: stems(plainText(post)), category: 'support', trustLevel: 1 });
    const ids = new Set(events.map(({ type }) => type));
    return Array.from({ length: rules }, (_, at) => `rule-${at}`)
      .filter((id) => ids.has(id))
      .join();
  };
}

/** The same rules over the phrases that were found, a fact like any other. */
function jsonRulesOfFound(
  written: readonly string[],
  perRule: number,
): (found: readonly string[]) => Promise<void> {
  const engine = new Engine();
  for (let at = 0; at < written.length; at += perRule) {
    const any = written.slice(at, at + perRule);
    engine.addRule({
      conditions: {
        all: [
          { fact: 'category', operator: 'in', value: ['support'] },
          { fact: 'trustLevel', operator: 'lessThanInclusive', value: 2 },
          { any: any.map((phrase) => ({ fact: 'found', operator: 'contains', value: phrase })) },
        ],
      },
      event: { type: `rule-${at}` },
    });
  }
  return async (found) => void (await engine.run({ found, category: 'support', trustLevel: 1 }));
}

/** Microseconds of this process's own time for each of a few. */
async function cpuUsEach<Item>(items: readonly Item[], run: (item: Item) => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  for (const item of items) await run(item);
  const { user: own, system: kernel } = process.cpuUsage(before);
  return (own + kernel) / items.length;
}

function stems(text: string): string {
  const words = slowWords(text);
  const isNew = (at: number): boolean => at > 0 && !isNext(text, words[at - 1], words[at]);
  return ` ${words.map(({ folded: word }, at) => `${isNew(at) ? '| ' : ''}${stemWord(word, 'en')}`).join(' ')} `;
}

/** Microseconds of this process's own time for one pass over all posts. */
function measure(work: Record<string, () => number>): Record<string, number> {
  const taken = new Map<string, number[]>(Object.keys(work).map((name) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(work)) {
      const before = process.cpuUsage();
      run();
      const { user: own, system: kernel } = process.cpuUsage(before);
      if (round >= 0) taken.get(name)?.push(own + kernel);
    }
  }
  return Object.fromEntries([...taken].map(([name, times]) => [name, median(times)]));
}

function ratio(of: string, to: string): number {
  for (const name of [of, to])
    console.log(`  ${name}: ${Math.round(posts.length / ((cost[name] ?? Number.NaN) / 1e6))} posts/s`);
  return (cost[of] ?? Number.NaN) / (cost[to] ?? Number.NaN);
}

function wallMs(work: () => number): number {
  const before = performance.now();
  work();
  return performance.now() - before;
}

function say(what: string, value: number, sign: '<=' | '>=', goal: number): void {
  const reached = sign === '<=' ? value <= goal : value >= goal;
  console.log(
    `${what}: ${value >= 100 ? Math.round(value) : value.toFixed(2)}; goal ${sign} ${goal}: ${reached ? 'reached' : 'NOT reached'}`,
  );
}
