import { AhoCorasick } from '@monyone/aho-corasick/fast';
import type { Rulebook } from '../../service/rulebook/rulebook.ts';
import { compareHyperscan } from './match/against-hyperscan.ts';
import { longestStretch } from './match/longest-stretch.ts';
import { materialOf, oneOf, rulebookOf, rulesOf } from './match/material.ts';
import { measure, say } from './match/measure.ts';
import { folded, readAll, readOne, tellRates } from './match/read-posts.ts';
import { aSituation, firing, firingByJson, rulebookOfWhole, wholeRules } from './match/whole-rules.ts';
import { random, somePosts } from './some-posts.ts';

/** `npm run bench:match [posts.jsonl.gz]`: what reading a post costs, as ratios from one run. Machines differ; ratios less so. */
const posts = await somePosts(10_000, process.argv[2]);
const { phrases, neverSaid, spoken } = materialOf(posts);
const ten = phrases.slice(0, 10_000);
console.log(
  `${posts.length} posts, ${posts.reduce((sum, post) => sum + post.length, 0)} characters; interleaved rounds, medians of CPU time`,
);

await readPhrases();
readPatterns();
await decideWholeRules();
readLongPosts();

async function readPhrases(): Promise<void> {
  const few = rulebookOf(rulesOf(ten.slice(0, 10), 10));
  const many = rulebookOf(rulesOf(ten, 10));
  const huge = rulebookOf(rulesOf(neverSaid, 100));
  const automaton = new AhoCorasick([...new Set(ten.map(folded))]);
  console.log(`${(each(many) / posts.length).toFixed(1)} of 10,000 phrases occur in a post`);
  const cost = measure({
    'ours, 10 phrases': () => each(few),
    'ours, 10,000 phrases': () => each(many),
    'ours, 100,000 phrases that never occur': () => each(huge),
    'Aho-Corasick package, 10,000 phrases': () =>
      posts.reduce((sum, post) => sum + wholeWords(automaton, post), 0),
  });
  tellRates(cost, posts);
  const ratio = (of: string, to: string): number => (cost[of] ?? Number.NaN) / (cost[to] ?? Number.NaN);
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
  await compareHyperscan(posts, phrases);
}

function readPatterns(): void {
  const keyword = rulebookOf(rulesOf(ten.slice(0, 1_000), 1));
  const pattern = rulebookOf(rulesOf(patternsOf(ten), 1));
  const cost = measure({ 'keyword rules': () => each(keyword), 'pattern rules': () => each(pattern) });
  tellRates(cost, posts);
  const ratio = (cost['pattern rules'] ?? Number.NaN) / (cost['keyword rules'] ?? Number.NaN);
  say('1,000 pattern rules against 1,000 keyword rules', ratio, '<=', 3);
}

function patternsOf(written: readonly string[]): string[] {
  return written
    .filter((phrase) => /[a-z]{2}/.test(phrase))
    .slice(0, 1_000)
    .map((phrase) => `/\\b${phrase.replace(/\W+/g, '\\W+')}(s|es)?\\b/`);
}

/** Trigger, place, text and member; both are handed what was found in the text. */
async function decideWholeRules(): Promise<void> {
  for (const [count, sampled] of [
    [1_000, 20],
    [10_000, 3],
  ] as const) {
    const rules = wholeRules(phrases, count);
    const rulebook = rulebookOfWhole(rules);
    // As many as stay at hand: in live work a post is decided over as soon as it has been read.
    const situations = posts.slice(0, 1_000).map((post) => aSituation(rulebook, post));
    const fired = situations.reduce((sum, one) => sum + firing(rulebook, one).length, 0);
    const byJson = firingByJson(rules);
    const sample = situations.slice(0, sampled);
    const before = process.cpuUsage();
    const theirs: string[][] = [];
    for (const one of sample) theirs.push(await byJson(one));
    const { user, system } = process.cpuUsage(before);
    const theirUs = (user + system) / sample.length;
    const same = sample.filter(
      (one, at) => firing(rulebook, one).toSorted().join() === theirs[at]?.toSorted().join(),
    ).length;
    const passes = 20;
    const cost = measure({
      ours: () => {
        for (let pass = 0; pass < passes; pass += 1) for (const one of situations) firing(rulebook, one);
        return fired;
      },
    });
    const ourUs = (cost['ours'] ?? Number.NaN) / situations.length / passes;
    console.log(
      `${count} whole rules, ${(fired / situations.length).toFixed(2)} fire a post: json-rules-engine ${Math.round(theirUs)} us a post, ours ${ourUs.toFixed(3)}; same firings on ${same} of ${sample.length} posts`,
    );
    if (count === 1_000) say('json-rules-engine against ours', theirUs / ourUs, '>=', 100_000);
    else say('us for each rule that fires', (ourUs * situations.length) / fired, '<=', 1);
  }
}

/** Each for the first time by a rulebook that has read other posts. */
function readLongPosts(): void {
  const oftenRead = (texts: readonly string[], conditions = ''): (() => Rulebook) => {
    const rules = rulesOf(texts, 10).map((rule) => rule.replace(', any:', `${conditions}, any:`));
    return () => {
      const rulebook = rulebookOf(rules, 'languages: [en, de, fr, es, pt, it, nl, ru]');
      for (const post of posts.slice(0, 500)) readOne(rulebook, post);
      return rulebook;
    };
  };
  const few = ten.slice(0, 2_000);
  const code = ', code: [traceback]';
  const longest = posts.join(' ').slice(0, 100_000);
  const beginnings = spoken.map((word) => word.slice(0, 5));
  const hostile = Array.from(
    { length: 12_000 },
    () => `${oneOf(beginnings)}${Math.floor(random() * 1e6).toString(36)}`,
  );
  // Letters 32 places apart may change places, and the two numbers of a word stay the same.
  const alike = Array.from({ length: 2_400 }, (_, number) =>
    Array.from({ length: 40 }, (__, at) =>
      ((number >> (at % 32)) & 1) === (at < 32 ? 1 : 0) ? 'a' : 'b',
    ).join(''),
  );
  const cases: [string, () => Rulebook, string][] = [
    ['100 kB of real posts, 10,000 phrases', oftenRead(ten), longest],
    ['100 kB of words made to be stemmed', oftenRead(few), hostile.join(' ')],
    ['100 kB of words made to be alike', oftenRead(few), alike.join(' ')],
    ['100 kB of new lines, code asked for', oftenRead(few, code), '\n'.repeat(100_000)],
    ['100 kB of backticks, code asked for', oftenRead(few, code), '` `` '.repeat(20_000)],
    ['100 kB of tags, code asked for', oftenRead(few, code), '<pre>[code][quote]'.repeat(5_500)],
    ['100 kB against 1,000 patterns', oftenRead(patternsOf(ten)), longest],
  ];
  for (const [what, ready, text] of cases)
    say(`${what}: nothing else has its turn for ms`, longestStretch(ready, text), '<=', 5);
}

function each(rulebook: Rulebook): number {
  return readAll(rulebook, posts);
}

/** What a user of the package has to do as well: small letters, and word boundaries on both sides. No stems. */
function wholeWords(automaton: AhoCorasick, post: string): number {
  const text = post.toLowerCase();
  const isWord = (at: number): boolean => /[\p{L}\p{N}]/u.test(text.charAt(at));
  return automaton.matchInText(text).filter(({ begin, end }) => !isWord(begin - 1) && !isWord(end)).length;
}
