import { Engine } from 'json-rules-engine';
import { considerFound, foundIn } from '../../../service/engine/consider.ts';
import { objections } from '../../../service/engine/conditions/check.ts';
import { testWho } from '../../../service/engine/conditions/test-who.ts';
import type { TrustLevel } from '../../../service/model/member.ts';
import type { Rulebook } from '../../../service/rulebook/rulebook.ts';
import { aMember, aPostCreated, localFacts, noon, said } from '../../support/engine-makers.ts';
import { random } from '../some-posts.ts';
import { aRule, oneOf, rulebookOf } from './material.ts';

/** A rule as communities write them: nine of ten look for one to five phrases, most in a category, many for some members only. */
export interface WholeRule {
  phrases: readonly string[];
  categories: readonly string[];
  tags: readonly string[];
  mostTrust: number | null;
  fewestPosts: number | null;
}

const categories = Array.from({ length: 12 }, (_, at) => `category-${at}`);
const tags = Array.from({ length: 20 }, (_, at) => `tag-${at}`);
const chance = (share: number): boolean => random() < share;

export function wholeRules(phrases: readonly string[], count: number): WholeRule[] {
  return Array.from({ length: count }, (_, at) => {
    const isWordless = at % 10 === 9;
    return {
      phrases: isWordless ? [] : Array.from({ length: 1 + Math.floor(random() * 5) }, () => oneOf(phrases)),
      categories: isWordless || chance(0.7) ? [oneOf(categories)] : [],
      tags: isWordless || chance(0.2) ? [oneOf(tags)] : [],
      mostTrust: chance(0.5) ? Math.floor(random() * 4) : null,
      fewestPosts: chance(0.2) ? 1 + Math.floor(random() * 50) : null,
    };
  });
}

export function rulebookOfWhole(rules: readonly WholeRule[]): Rulebook {
  return rulebookOf(
    rules.map(({ phrases, categories: inside, tags: tagged, mostTrust, fewestPosts }, at) =>
      aRule(
        at,
        [
          phrases.length === 0 ? '' : `text: { language: en, any: ${JSON.stringify(phrases)} }`,
          `where: { ${[listed('category', inside), listed('tag', tagged)].filter(Boolean).join(', ')} }`,
          `who: { ${[mostTrust === null ? '' : `trust_level: { max: ${mostTrust} }`, fewestPosts === null ? '' : `posts: { min: ${fewestPosts} }`].filter(Boolean).join(', ')} }`,
        ]
          .filter((line) => line !== '' && !line.endsWith('{  }'))
          .join('\n'),
      ),
    ),
  );
}

function listed(key: string, values: readonly string[]): string {
  return values.length === 0 ? '' : `${key}: [${values.join(', ')}]`;
}

/** A post with its place and its member, its text read already: both engines are handed what was found. */
export function aSituation(rulebook: Rulebook, raw: string): Situation {
  const place = [oneOf(categories)];
  const tagged = chance(0.5) ? [oneOf(tags)] : [];
  const trust = oneOf<TrustLevel>([0, 1, 2, 3]);
  const posts = Math.floor(random() * 100);
  const event = aPostCreated({ title: '', raw });
  return {
    place,
    tagged,
    trust,
    posts,
    event,
    found: foundIn(rulebook, event),
    local: localFacts({ categorySlugs: said(place), tags: said(tagged) }),
    member: aMember({ trustLevel: said(trust), postCount: said(posts) }),
  };
}

export interface Situation {
  place: readonly string[];
  tagged: readonly string[];
  trust: number;
  posts: number;
  event: ReturnType<typeof aPostCreated>;
  found: ReturnType<typeof foundIn>;
  local: ReturnType<typeof localFacts>;
  member: ReturnType<typeof aMember>;
}

/** The rules that fire, by the functions of live work: trigger, place and text, then the member. */
export function firing(rulebook: Rulebook, { event, local, found, member }: Situation): string[] {
  const fired: string[] = [];
  for (const { rule } of considerFound(rulebook, event, local, found))
    if (objections(testWho(rule.who, member, member.stage, noon)).length === 0) fired.push(rule.id);
  return fired;
}

/** The same by json-rules-engine. */
export function firingByJson(rules: readonly WholeRule[]): (situation: Situation) => Promise<string[]> {
  const engine = new Engine();
  for (const [at, rule] of rules.entries()) {
    const either = (fact: string, values: readonly string[]) =>
      values.length === 0 ? [] : [{ any: values.map((value) => ({ fact, operator: 'contains', value })) }];
    engine.addRule({
      conditions: {
        all: [
          ...either('category', rule.categories),
          ...either('tags', rule.tags),
          ...(rule.mostTrust === null
            ? []
            : [{ fact: 'trustLevel', operator: 'lessThanInclusive', value: rule.mostTrust }]),
          ...(rule.fewestPosts === null
            ? []
            : [{ fact: 'posts', operator: 'greaterThanInclusive', value: rule.fewestPosts }]),
          ...either('found', rule.phrases),
        ],
      },
      event: { type: `rule-${at}` },
    });
  }
  return async ({ place, tagged, trust, posts, found }) => {
    const phrases = [...(found?.places.keys() ?? [])].map(({ written }) => written);
    const facts = { category: place, tags: tagged, trustLevel: trust, posts, found: phrases };
    const { events } = await engine.run(facts);
    return events.map(({ type }) => type);
  };
}
