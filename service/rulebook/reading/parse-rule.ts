import type { z } from 'zod';
import { resourceId, ruleId, stageId } from '../../model/ids.ts';
import { compileCondition } from '../compile-condition.ts';
import { parseFile } from './parse-file.ts';
import type { ParsedFile } from './parse-file.ts';
import type { Rate } from '../language/rate.ts';
import type { Places } from './read-yaml.ts';
import type { Rule, RuleCase, TextTest, Withdrawal } from '../rule.ts';
import { ruleSchema, usualWaitMs } from '../language/schema.ts';
import type { Site } from '../site.ts';
import type { Terms } from '../text/collect-terms.ts';
import type { Term, Zone } from '../text/term.ts';
import { compileDetails } from '../triggers/compile-trigger.ts';
import { triggerRow } from '../triggers/triggers.ts';
import { waysOf } from '../language/usual-ways.ts';

type RuleText = z.output<typeof ruleSchema>;
export type ParsedRule = Extract<ParsedFile<RuleText>, { ok: true }>;

/** The text of a rule file to its values, not yet linked to anything else. */
export function parseRule(file: string, text: string): ParsedFile<RuleText> {
  return parseFile(file, text, ruleSchema);
}

/** A rule with every default filled in; the site supplies those it owns. */
export function compileRule(
  { file, value, yaml }: ParsedRule,
  { site, waitMs, terms }: { site: Site; waitMs: (written: number) => number; terms: Terms },
): Rule {
  return {
    id: ruleId(value.id),
    file,
    goal: value.goal,
    owner: value.owner,
    kind: value.kind,
    approvers: value.kind === 'care' ? approversOf(value, site) : [],
    priority: value.priority,
    trigger: value.on,
    details: compileDetails(value, waitMs),
    where: {
      categories: value.where.category,
      exact: value.where.exact,
      notCategories: value.where.not_category,
      tags: value.where.tag,
      notTags: value.where.not_tag,
      openingPost: value.where.opening_post,
      topic: value.where.topic,
    },
    text: value.text === undefined ? null : compileText(value.text, site, terms),
    who: {
      stages: value.who.stage.map(stageId),
      trustLevels: value.who.trust_level,
      posts: value.who.posts,
      memberForMs: value.who.member_for,
      groups: value.who.group,
      notGroups: value.who.not_group,
      locales: value.who.locale,
    },
    offer: resourceId(value.offer ?? value.steps?.[0]?.offer ?? value.rotate?.[0] ?? ''),
    rotation: (value.rotate ?? []).map(resourceId),
    steps: (value.steps ?? []).map((step) => ({
      id: step.id,
      waitMs: waitMs(step.wait),
      onlyIf: (step.only_if ?? []).map(compileCondition),
      offer: resourceId(step.offer),
      as: step.as ?? waysOf(value),
    })),
    until: (value.until ?? []).map(compileCondition),
    as: waysOf(value),
    // What is told to everybody answers nobody, so there is nobody to wait for.
    waitMs: waitMs(value.wait ?? (value.place === undefined ? usualWaitMs : 0)),
    cardWaitMs: waitMs(value.wait ?? 0),
    freshForMs: value.fresh_for,
    withdrawWhen: new Set(withdrawalsOf(value)),
    limit: {
      member: value.limit.member ?? usualLimit(value, site),
      topic: value.limit.topic ?? site.caps.topic,
      site: value.limit.site,
      over: value.limit.over,
    },
    rollout: value.rollout,
    holdout: value.holdout,
    reviewDueAt: reviewDueAt(value),
    cases: {
      fires: compileCases(value.cases.fires, { own: value.id, list: 'fires', yaml, waitMs }),
      silent: compileCases(value.cases.silent, { own: value.id, list: 'silent', yaml, waitMs }),
    },
  };
}

/** Whoever is in need again tomorrow is in need. */
function usualLimit(value: RuleText, site: Site): Rate {
  return value.kind === 'care'
    ? { count: 1, windowMs: 86_400_000 }
    : perSequence(site.caps.memberRule, value);
}

function approversOf({ approvers }: RuleText, site: Site): string[] {
  return (approvers ?? site.care.approvers).map((name) => name.toLowerCase());
}

/** A sequence may offer as often as it has steps where another rule may once. */
function perSequence(rate: Rate, { steps }: RuleText): Rate {
  return { ...rate, count: rate.count * Math.max(1, steps?.length ?? 1) };
}

/** An unanswered topic is one only as long as nobody answers, whatever the rule says. */
function withdrawalsOf({ on, withdraw_when: written }: RuleText): readonly Withdrawal[] {
  const withdrawals = written ?? triggerRow(on).withdrawWhen;
  return on === 'topic.unanswered' ? [...withdrawals, 'answered'] : withdrawals;
}

function compileText(text: NonNullable<RuleText['text']>, site: Site, terms: Terms): TextTest {
  const reading = { languages: text.language ?? site.languages, compounds: text.compounds };
  const listOf = (written: readonly string[], zone: Zone): Term[] =>
    written.map((one) => terms.ofWritten(one, zone, reading));
  return {
    any: listOf(text.any, 'own'),
    all: listOf(text.all, 'own'),
    title: listOf(text.title, 'own'),
    near: text.near.map((near) => terms.ofNear(near, reading)),
    code: listOf(text.code, 'code'),
    quoted: listOf(text.quoted, 'quoted'),
    none: listOf(text.none, 'own'),
  };
}

/** Review dates: the day it was read, and how long that holds. */
export function reviewDueAt(text: {
  reviewed_on?: Date | undefined;
  review_every?: number | undefined;
}): Date | null {
  if (text.reviewed_on === undefined || text.review_every === undefined) return null;
  return new Date(text.reviewed_on.getTime() + text.review_every);
}

function compileCases(
  cases: RuleText['cases']['fires'],
  {
    own,
    list,
    yaml,
    waitMs,
  }: { own: string; list: 'fires' | 'silent'; yaml: Places; waitMs: (written: number) => number },
): RuleCase[] {
  return cases.map((post, index) => ({
    title: post.title,
    text: post.text,
    category: post.category,
    tags: post.tags,
    number: post.number,
    topic: post.topic,
    trustLevel: post.trust_level,
    stage: post.stage,
    groups: post.groups,
    locale: post.locale,
    posts: post.posts,
    memberForMs: post.member_for,
    atMinute: post.at,
    offered: (post.offered ?? []).map(({ ago, rule }) => ({ rule: ruleId(rule ?? own), agoMs: ago })),
    details: compileDetails(post, waitMs),
    because: post.because,
    place: () => yaml.placeOf(['cases', list, index]),
  }));
}
