import { rulebookVersion } from '../../../service/model/ids.ts';
import { loadRulebook } from '../../../service/rulebook/load-rulebook.ts';
import type { Rulebook } from '../../../service/rulebook/rulebook.ts';
import { splitWords } from '../../../service/rulebook/split-words.ts';
import { aWord, random } from '../some-posts.ts';

export interface Material {
  /** Half runs of one to three words that occur in the posts, half words and pairs that do not. */
  phrases: readonly string[];
  neverSaid: readonly string[];
  /** Words of the posts. */
  spoken: readonly string[];
}

export function materialOf(posts: readonly string[]): Material {
  const spoken = [
    ...new Set(posts.flatMap((post) => splitWords(post.slice(0, 400)).map((word) => word.folded))),
  ];
  const everyday = everydayWords(posts.slice(0, 2_000));
  const runs = [...new Set(posts.slice(0, 5_000).flatMap((post) => runsIn(post, everyday)))];
  const phrases = Array.from({ length: 130_000 }, (_, at) => {
    if (at % 2 === 0) return oneOf(runs);
    return at % 4 === 1 ? madeUp() : `${madeUp()} ${madeUp()}`;
  });
  const neverSaid = Array.from({ length: 100_000 }, () => `${madeUp()}q ${madeUp()}`);
  return { phrases: [...new Set(phrases)], neverSaid, spoken };
}

export function oneOf<T>(list: readonly T[]): T {
  const one = list[Math.floor(random() * list.length)];
  if (one === undefined) throw new Error('nothing to choose from');
  return one;
}

/** Words that everybody uses all the time are nobody's keywords. */
function everydayWords(posts: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const post of posts)
    for (const { folded: word } of splitWords(post)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Set(
    [...counts]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, 300)
      .map(([word]) => word),
  );
}

/** Runs of one to three words, none of which begins or ends with a word that everybody uses. */
function runsIn(post: string, everyday: ReadonlySet<string>): string[] {
  const words = splitWords(post).map((word) => word.folded);
  return words.flatMap((_, at) =>
    [1, 2, 3]
      .map((length) => words.slice(at, at + length))
      .filter((run) => ![run[0], run.at(-1)].some((word) => word === undefined || everyday.has(word)))
      .map((run) => run.join(' '))
      .filter((run) => run.length < 60),
  );
}

function madeUp(): string {
  return `${aWord()}${aWord()}x`;
}

/** Rules that look for so many of the phrases each, and ask nothing else. */
export function rulesOf(written: readonly string[], each: number): string[] {
  return Array.from({ length: Math.ceil(written.length / each) }, (_, at) =>
    aRule(at, `text: { language: en, any: ${JSON.stringify(written.slice(at * each, (at + 1) * each))} }`),
  );
}

export function aRule(at: number, conditions: string): string {
  return `id: rule-${at}\ngoal: x\nowner: x\non: post.created\n${conditions}\noffer: guide\nrollout: live\ncases: { fires: [a, b], silent: [c, d] }\n`;
}

export function rulebookOf(rules: readonly string[], site = ''): Rulebook {
  const guide = { path: 'resources/guide.md', text: '---\ntitle: x\nowner: x\n---\n\nx' };
  const files = rules.map((text, at) => ({ path: `rule-${at}.yml`, text }));
  const loaded = loadRulebook([...files, guide, { path: 'site.yml', text: site }], {
    version: rulebookVersion('bench'),
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems.slice(0, 3)));
  return loaded.rulebook;
}
