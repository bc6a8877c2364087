import type { Evidence, Reason } from '../model/decision.ts';
import type { CommunityEvent } from '../model/event.ts';
import type { Fact } from '../model/fact.ts';
import type { TrustLevel } from '../model/member.ts';
import type { Post } from '../model/post.ts';
import type { Rule } from '../rulebook/rule.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { objections, reason } from './check.ts';
import { findTerms } from './find-terms.ts';
import type { FoundTerms } from './find-terms.ts';
import { plainText } from './plain-text.ts';
import { setApart } from './set-apart.ts';
import { testText } from './test-text.ts';
import { testScope } from './test-where.ts';

/** A rule whose trigger, scope and text matched, as far as can be told without asking the forum. */
export interface ConsideredRule {
  rule: Rule;
  evidence: readonly Evidence[];
  because: readonly Reason[];
}

/** What is known at hand, without an API call. An unknown fact excludes no rule here; `decide` asks again. */
export interface LocalFacts {
  /** Slugs of the event's category and of those above it, its own first; from a cached category list. */
  categorySlugs: Fact<readonly string[]>;
  tags: Fact<readonly string[]>;
  /** Public posts of the author ever, this one included. */
  postCount: Fact<number>;
}

/** The rules worth gathering facts for; empty for most posts. Rules that the files keep at `draft` are left out. */
export function consider(rulebook: Rulebook, event: CommunityEvent, local: LocalFacts): ConsideredRule[] {
  const isAboutStage = event.kind === 'stage.entered';
  if (!isAboutStage && event.kind !== 'post.created' && event.kind !== 'post.edited') return [];
  const found = isAboutStage ? null : phrasesOf(rulebook, event.post);
  const rules =
    found === null ? (rulebook.rulesByTrigger.get('stage.entered') ?? []) : rulesToTry(rulebook, found);
  return rules
    .filter((rule) => rule.rollout !== 'draft')
    .flatMap((rule) => {
      const look = considerRule({ rulebook, rule, event, local, found });
      return 'considered' in look ? [look.considered] : [];
    });
}

export interface ConsiderInput {
  rulebook: Rulebook;
  rule: Rule;
  event: CommunityEvent;
  local: LocalFacts;
  /** What was found in the event's post; null for an event that is about no text. */
  found: FoundTerms | null;
}

/** Whether trigger, scope and text of one rule match; if not, what stands against it, the first thing looked at in front. */
export function considerRule({
  rulebook,
  rule,
  event,
  local,
  found,
}: ConsiderInput): { considered: ConsideredRule } | { against: Reason[] } {
  const against = againstTrigger(rule, event, local);
  if (against !== null) return { against: [against] };
  const post = 'post' in event ? event.post : null;
  const outside = post === null ? [] : outOfScope(rulebook, rule, post, local);
  if (found === null) {
    const stage = event.kind === 'stage.entered' ? event.stage : '';
    const because = [reason('stage_was_entered', { stage })];
    return outside.length > 0 ? { against: outside } : { considered: { rule, evidence: [], because } };
  }
  const match = testText(rule, found);
  if (outside.length > 0 || !match.matched)
    return { against: [...outside, ...(match.matched ? [] : [match.because])] };
  const because = [triggerReason(rule), ...textReasons(match.evidence)];
  return { considered: { rule, evidence: match.evidence, because } };
}

/** What the rulebook's words and patterns find in a post. Links are not looked at; code and quotations where a rule asks for them. */
export function phrasesOf({ texts }: Rulebook, { title, raw }: Pick<Post, 'title' | 'raw'>): FoundTerms {
  const asksForMore = texts.zones.has('code') || texts.zones.has('quoted');
  const apart = asksForMore ? setApart(raw) : { code: '', quoted: '' };
  return findTerms(texts, { title, body: plainText(raw), ...apart });
}

function rulesToTry({ texts }: Rulebook, found: FoundTerms): Rule[] {
  const rules = new Set(texts.rulesWithoutPhrase);
  for (const term of found.places.keys()) {
    for (const rule of texts.rulesByTerm.get(term) ?? []) rules.add(rule);
  }
  return [...rules];
}

function againstTrigger(rule: Rule, event: CommunityEvent, local: LocalFacts): Reason | null {
  const { trigger, who } = rule;
  const otherwise = reason('trigger_not_matched', { expected: trigger, actual: event.kind });
  if (event.kind === 'stage.entered') {
    if (trigger !== 'stage.entered') return otherwise;
    return who.stages.includes(event.stage)
      ? null
      : reason('stage_not_matched', { actual: event.stage, expected: who.stages.join(', ') });
  }
  if (event.kind === 'post.edited') return trigger === 'post.edited' ? null : otherwise;
  if (event.kind !== 'post.created' || trigger === 'post.edited' || trigger === 'stage.entered')
    return otherwise;
  if (trigger === 'topic.created')
    return event.post.number === 1 ? null : reason('not_the_opening_post', { expected: true });
  if (trigger === 'post.created' || isPerhapsFirst(event.authorTrustLevel, local)) return null;
  return reason('not_the_first_post');
}

function isPerhapsFirst(trustLevel: TrustLevel | null, { postCount }: LocalFacts): boolean {
  return (trustLevel ?? 0) < 2 && (!postCount.known || postCount.value <= 1);
}

function outOfScope({ site }: Rulebook, { where }: Rule, post: Post, local: LocalFacts): Reason[] {
  return objections(testScope(where, site, { ...local, postNumber: post.number }), 'no');
}

function triggerReason({ trigger }: Rule): Reason {
  switch (trigger) {
    case 'post.created':
      return reason('new_post');
    case 'topic.created':
      return reason('new_topic');
    case 'post.first':
      return reason('first_post');
    case 'post.edited':
      return reason('post_was_edited');
    case 'stage.entered':
      return reason('stage_was_entered');
  }
}

function textReasons(evidence: readonly Evidence[]): Reason[] {
  const phrases = [...new Set(evidence.map(({ phrase }) => phrase))];
  return phrases.slice(0, 5).map((phrase) =>
    reason('text_matched', {
      phrase,
      part: evidence.find((found) => found.phrase === phrase)?.part ?? 'body',
    }),
  );
}
