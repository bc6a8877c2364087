import { setImmediate as others } from 'node:timers/promises';
import { tryRule } from '../../engine/explaining/try-rule.ts';
import { readInTurns } from '../../engine/matching/read-in-turns.ts';
import type { Evidence, Reason } from '../../model/decision.ts';
import type { Rule } from '../../rulebook/rule.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import { assumeKept } from './assume.ts';
import type { FillInDeps } from './fill-in.ts';

/** What a rule would do with the newest posts; `posts: null` where it waits for something other than a post. */
export interface Newest {
  tried: number;
  offers: number;
  held: number;
  posts: readonly NewestPost[] | null;
}

/** A post that the rule would answer, or hold back at. */
export interface NewestPost {
  post: number;
  title: string;
  author: string;
  at: Date;
  verdict: 'offer' | 'held';
  because: readonly Reason[];
  evidence: readonly Evidence[];
}

const mostTried = 30;
const tryAtOnce = 3;
const written: readonly Rule['trigger'][] = [
  'post.created',
  'post.first',
  'post.edited',
  'topic.created',
  'question.asked',
  'bot.mentioned',
];

/** Tries the rule on the newest posts whose text is still kept, a few at a time. */
export async function tryOnNewest(
  { reports, forum, playground }: FillInDeps,
  { present, draft, rule }: { present: Rulebook; draft: Rulebook; rule: Rule },
): Promise<Newest> {
  // Whose posts speak of a hard moment is nobody's list, also while somebody writes the rule.
  if (!written.includes(rule.trigger) || rule.kind === 'care')
    return { tried: 0, offers: 0, held: 0, posts: null };
  const kept = await reports.keptPosts(forum, mostTried);
  const found: NewestPost[] = [];
  for (const [index, one] of kept.entries()) {
    if (index % tryAtOnce === 0) await others();
    for (const rulebook of [draft, present]) await readInTurns(rulebook, one.event.post, others);
    const slugs = await playground.categorySlugs(one.event);
    const { explanation } = tryRule({ present, draft, rule, input: assumeKept(present, one, slugs) });
    if (explanation.verdict === 'passed over') continue;
    const { verdict, because, evidence } = explanation;
    const { id, title, authorName } = one.event.post;
    found.push({ post: id, title, author: authorName, at: one.event.occurredAt, verdict, because, evidence });
  }
  const offers = found.filter(({ verdict }) => verdict === 'offer').length;
  return { tried: kept.length, offers, held: found.length - offers, posts: found };
}
