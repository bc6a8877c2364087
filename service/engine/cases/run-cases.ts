import type { Reason, ReasonCode } from '../../model/decision.ts';
import { known, unknown } from '../../model/fact.ts';
import { categoryId, forumId, memberId, postId, stageId, topicId } from '../../model/ids.ts';
import type { Member } from '../../model/member.ts';
import type { Topic } from '../../model/post.ts';
import type { Problem } from '../../rulebook/problem.ts';
import type { Rule, RuleCase } from '../../rulebook/rule.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import { objections } from '../conditions/check.ts';
import { matchCase } from './case-event.ts';
import { phrasesOf } from '../matching/read-post.ts';
import { sayReason } from '../explaining/say-reason.ts';
import { testText } from '../conditions/test-text.ts';
import { judgeTiming } from './judge-timing.ts';
import { testScope, testTopicState } from '../conditions/test-where.ts';
import { testFirstPost, testWho } from '../conditions/test-who.ts';

/** Runs the posts that each rule says must and must not fire it. Empty: all do as they say. */
export function runCases(rulebook: Rulebook): Problem[] {
  return [...rulebook.rules.values()].flatMap((rule) => [
    ...rule.cases.fires.flatMap((post) => expectFiring(rulebook, rule, post)),
    ...rule.cases.silent.flatMap((post) => expectSilence(rulebook, rule, post)),
  ]);
}

function expectFiring(rulebook: Rulebook, rule: Rule, post: RuleCase): Problem[] {
  const against = judgeCase(rulebook, rule, post);
  if (against.length === 0) return [];
  const why = against.map((reason) => sayReason(reason, 'en')).join(' ');
  return [
    problemAt(
      rule,
      post,
      'case_silent',
      `this post should fire the rule and does not. ${why} Change the rule or the case`,
    ),
  ];
}

function expectSilence(rulebook: Rulebook, rule: Rule, post: RuleCase): Problem[] {
  const against = judgeCase(rulebook, rule, post);
  if (against.length === 0) {
    return [
      problemAt(
        rule,
        post,
        'case_fires',
        'this post should not fire the rule and does; a word under `text.none` may keep it out',
      ),
    ];
  }
  if (post.because === null || against.some((reason) => isMeant(post.because ?? '', reason))) return [];
  const parts = [...new Set(against.map(partOf))].join(', ');
  const why = against.map((reason) => sayReason(reason, 'en')).join(' ');
  return [
    problemAt(
      rule,
      post,
      'case_other_reason',
      `silent because of ${parts}, not of ${post.because}. ${why} Change \`because\`, or the post`,
    ),
  ];
}

/** Everything the files decide alone: trigger, text, scope, member and restraint. What the case leaves open is as the rule would have it. */
function judgeCase(rulebook: Rulebook, rule: Rule, post: RuleCase): Reason[] {
  const { where } = rule;
  const { site } = rulebook;
  const local = {
    categorySlugs: said([post.category ?? where.categories[0] ?? 'general']),
    tags: said(post.tags ?? where.tags.slice(0, 1)),
  };
  const number = post.number ?? (where.openingPost === false ? 2 : 1);
  const happened = matchCase(rulebook, rule, { post, local });
  const match = testText(rule, phrasesOf(rulebook, { title: post.title, raw: post.text }));
  const member = memberOf(rule, post);
  const checks = [
    ...testScope(where, site, { ...local, postNumber: number }),
    ...testTopicState(rule, topicOf(rule, post, number), { number, authorId: member.id }, site),
    ...testWho(rule.who, member, member.stage, caseDay),
    ...(rule.trigger === 'post.first' ? [testFirstPost(member)] : []),
  ];
  return [
    ...happened,
    ...(match.matched ? [] : [match.because]),
    ...objections(checks),
    ...judgeTiming({ rule, site, member, post }),
  ];
}

/** Any day will do. */
const caseDay = new Date(Date.UTC(2026, 0, 15));

function memberOf({ who }: Rule, post: RuleCase): Member {
  const stage = post.stage === null ? who.stages[0] : stageId(post.stage);
  const locale = post.locale ?? who.locales[0];
  const joinedAt = post.memberForMs ?? who.memberForMs;
  const notSaid = unknown('a case does not say');
  return {
    forum: forumId('case'),
    id: memberId(1),
    username: 'member',
    trustLevel: said(post.trustLevel ?? who.trustLevels[0] ?? 1),
    joinedAt: joinedAt === null ? notSaid : said(new Date(caseDay.getTime() - joinedAt)),
    lastSeenAt: notSaid,
    lastPostedAt: notSaid,
    postCount: said(post.posts ?? Math.max(1, who.posts?.min ?? 1)),
    groups: said(post.groups ?? who.groups),
    locale: locale === undefined ? notSaid : said(locale),
    timeZone: said('UTC'),
    preferences: notSaid,
    stage: stage === undefined ? notSaid : said(stage),
    stageSince: notSaid,
  };
}

/** The topic as the case tells it; for the rest as the rule asks for it. */
function topicOf({ where }: Rule, post: RuleCase, number: number): Topic {
  const stateOf = (state: 'closed' | 'solved' | 'answered'): boolean =>
    post.topic[state] ?? where.topic[state] ?? false;
  return {
    forum: forumId('case'),
    id: topicId(1),
    title: post.title,
    categoryId: categoryId(1),
    categorySlugs: said([]),
    isPublic: said(true),
    tags: said([]),
    closed: said(stateOf('closed')),
    archived: said(false),
    deleted: said(false),
    solved: said(stateOf('solved')),
    replies: said(
      stateOf('answered')
        ? [
            {
              number: number + 1,
              authorId: memberId(2),
              authorName: 'another',
              isBot: false,
              postId: postId(2),
              createdAt: new Date(0),
            },
          ]
        : [],
    ),
  };
}

function said<T>(value: T) {
  return known(value, 'case', new Date(0));
}

/** `because` is a reason code, or the part of the rule that should keep silent, such as `text.none`. */
function isMeant(because: string, { code, values }: Reason): boolean {
  return (
    because === code ||
    (code === 'trigger_details_not_matched' && values?.['key'] === because) ||
    [...(partsOf[code] ?? []), limitsOf[String(values?.['scope'])] ?? ''].some(
      (part) => part === because || part.startsWith(`${because}.`),
    )
  );
}

/** What to write as `because` for a reason. */
function partOf({ code, values }: Reason): string {
  const parts = partsOf[code] ?? [];
  // Of several parts none is named by the reason; what they have in common is understood too.
  const part = parts.length > 1 ? parts[0]?.replace(/\.[^.]*$/, '') : parts[0];
  const detail = code === 'trigger_details_not_matched' ? values?.['key'] : undefined;
  return String(part ?? detail ?? limitsOf[String(values?.['scope'])] ?? code);
}

const partsOf: Partial<Readonly<Record<ReasonCode, readonly string[]>>> = {
  text_not_matched: ['text.any', 'text.all', 'text.title', 'text.near', 'text.code', 'text.quoted'],
  text_excluded: ['text.none'],
  category_not_matched: ['where.category'],
  category_excluded: ['where.not_category'],
  tag_not_matched: ['where.tag'],
  tag_excluded: ['where.not_tag'],
  trust_level_not_matched: ['who.trust_level'],
  stage_not_matched: ['who.stage'],
  not_the_first_post: ['on'],
  not_a_question: ['on'],
  bot_not_mentioned: ['on'],
  not_the_opening_post: ['where.opening_post'],
  topic_state_not_matched: ['where.topic.closed', 'where.topic.solved', 'where.topic.answered'],
  posts_not_matched: ['who.posts'],
  member_for_not_matched: ['who.member_for'],
  group_not_matched: ['who.group'],
  group_excluded: ['who.not_group'],
  locale_not_matched: ['who.locale'],
};

/** The limit that a case has reached, as the files call it. */
const limitsOf: Readonly<Record<string, string>> = {
  member: 'caps.member',
  member_spacing: 'caps.member_spacing',
  member_rule: 'limit.member',
  rule: 'limit.site',
  forum: 'caps.forum',
  messages: 'caps.messages',
};

function problemAt(rule: Rule, post: RuleCase, code: string, message: string): Problem {
  return { file: rule.file, ...post.place(), code, message };
}
