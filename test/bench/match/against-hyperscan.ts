import { type Hyperscan, openHyperscan } from './hyperscan.ts';
import { rulebookOf, rulesOf } from './material.ts';
import { measure, say } from './measure.ts';
import { folded, readAll, tellRates } from './read-posts.ts';

/**
 * Both are handed whole posts and note which phrase stands where. Hyperscan gets them in UTF-8 already and looks for the very
 * letters with word boundaries; ours gets strings, and a phrase may go on over a comma or into the next line.
 */
export async function compareHyperscan(posts: readonly string[], phrases: readonly string[]): Promise<void> {
  const opened = await openHyperscan();
  if (typeof opened === 'string') return console.log(`Hyperscan: ${opened}`);
  await using hyperscan = opened;
  const ten = phrases.slice(0, 10_000);
  await agree(hyperscan, posts, ten);
  const many = phrases.slice(0, 100_000);
  await compare(hyperscan, posts, { phrases: ten, goals: { 'whole words': 0.7, 'forms and places': 0.5 } });
  await compare(hyperscan, posts, { phrases: many, goals: { 'whole words': 1.5 } });
}

/** Single words, without those that may be a part of `don't`, `C++` or `C#`, each of which is one word for us. */
async function agree(
  hyperscan: Hyperscan,
  posts: readonly string[],
  phrases: readonly string[],
): Promise<void> {
  const words = phrases
    .map(folded)
    .filter((phrase) => /^[a-z0-9]*[a-mo-z0-9]$/.test(phrase) && phrase.length > 1);
  const { found } = await hyperscan.scan(words, posts, 1);
  const ours = readAll(rulebookOf(rulesOf(words.map(asItStands), 10)), posts);
  console.log(`${words.length} single words as they stand: Hyperscan finds ${found}, ours ${ours}`);
}

async function compare(
  hyperscan: Hyperscan,
  posts: readonly string[],
  { phrases, goals }: { phrases: readonly string[]; goals: Record<string, number> },
): Promise<void> {
  const asTheyStand = rulebookOf(rulesOf(phrases.map(asItStands), 100));
  const inAnyForm = rulebookOf(rulesOf(phrases, 100));
  const scan = () => hyperscan.scan([...new Set(phrases.map(folded))], posts, 5);
  const before = await scan();
  const cost = measure({
    'whole words': () => readAll(asTheyStand, posts),
    'forms and places': () => readAll(inAnyForm, posts),
  });
  const after = await scan();
  const theirs = (before.us + after.us) / 2;
  tellRates({ [`Hyperscan, ${phrases.length} phrases`]: theirs }, posts);
  for (const [what, us] of Object.entries(cost))
    tellRates({ [`ours, ${phrases.length} phrases, ${what}`]: us }, posts);
  console.log(
    `  found: Hyperscan ${before.found}, ours ${readAll(asTheyStand, posts)}, in any form ${readAll(inAnyForm, posts)}`,
  );
  for (const [what, goal] of Object.entries(goals))
    say(
      `ours against Hyperscan, ${phrases.length} phrases, ${what}`,
      theirs / (cost[what] ?? Number.NaN),
      '>=',
      goal,
    );
}

function asItStands(phrase: string): string {
  return `"${phrase}"`;
}
