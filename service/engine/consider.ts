import type { Evidence, Reason } from '../model/decision.ts';
import type { CommunityEvent, PostCreated, PostEdited, StageEntered } from '../model/event.ts';
import type { Fact } from '../model/fact.ts';
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
  if (event.kind === 'stage.entered') return considerStage(rulebook, event, local);
  if (event.kind !== 'post.created' && event.kind !== 'post.edited') return [];
  const found = phrasesOf(rulebook, event.post);
  return rulesToTry(rulebook, found).flatMap((rule) => {
    if (
      rule.rollout === 'draft' ||
      !isTriggered(rule, event, local) ||
      isOutOfScope(rulebook, rule, event.post, local)
    )
      return [];
    const match = testText(rule, found);
    if (!match.matched) return [];
    return [
      { rule, evidence: match.evidence, because: [triggerReason(rule), ...textReasons(match.evidence)] },
    ];
  });
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

function considerStage(rulebook: Rulebook, event: StageEntered, local: LocalFacts): ConsideredRule[] {
  return (rulebook.rulesByTrigger.get('stage.entered') ?? [])
    .filter((rule) => rule.rollout !== 'draft' && rule.who.stages.includes(event.stage))
    .filter((rule) => event.post === null || !isOutOfScope(rulebook, rule, event.post, local))
    .map((rule) => ({ rule, evidence: [], because: [reason('stage_was_entered', { stage: event.stage })] }));
}

function isTriggered({ trigger }: Rule, event: PostCreated | PostEdited, local: LocalFacts): boolean {
  if (event.kind === 'post.edited') return trigger === 'post.edited';
  switch (trigger) {
    case 'post.created':
      return true;
    case 'topic.created':
      return event.post.number === 1;
    case 'post.first':
      return (event.authorTrustLevel ?? 0) < 2 && (!local.postCount.known || local.postCount.value <= 1);
    case 'post.edited':
    case 'stage.entered':
      return false;
  }
}

function isOutOfScope({ site }: Rulebook, { where }: Rule, post: Post, local: LocalFacts): boolean {
  return objections(testScope(where, site, { ...local, postNumber: post.number }), 'no').length > 0;
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
