import type { Evidence, Reason } from '../model/decision.ts';
import type { CommunityEvent } from '../model/event.ts';
import type { Fact } from '../model/fact.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Rule } from '../rulebook/rule.ts';

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

/** The rules worth gathering facts for; empty for most posts. Rules at `draft` are left out. */
export function consider(rulebook: Rulebook, event: CommunityEvent, local: LocalFacts): ConsideredRule[] {
  throw new Error(`not written yet: ${rulebook.version} ${event.kind} ${local.tags.known}`);
}
