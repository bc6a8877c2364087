import type { Reason } from '../../model/decision.ts';
import type { CommunityEvent } from '../../model/event.ts';
import { known } from '../../model/fact.ts';
import type { Fact } from '../../model/fact.ts';
import { categoryId, forumId, memberId, postId, stageId, topicId } from '../../model/ids.ts';
import type { Rule, RuleCase } from '../../rulebook/rule.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import { dayInYear } from '../calendar/turn-on.ts';
import { matchers } from '../triggers/matchers.ts';

/** Waypost's account as cases call it. */
export const botNameInCases = 'waypost';

/** What the trigger itself has against a case: the very code that looks at what happens on a forum. */
export function matchCase(
  rulebook: Rulebook,
  rule: Rule,
  {
    post,
    local,
  }: { post: RuleCase; local: { categorySlugs: Fact<string[]>; tags: Fact<readonly string[]> } },
): Reason[] {
  const event = eventOfCase(rule, post);
  if (event === null) return [];
  const { details } = rule;
  const said = <T>(value: T) => known(value, 'case', new Date(0));
  const match = matchers[rule.trigger].match(event, {
    rule,
    site: rulebook.site,
    local: {
      ...local,
      postCount: said(1),
      botName: botNameInCases,
      likes: said(post.details.count ?? details.count ?? 1),
      groupName: said(post.details.groups[0] ?? details.groups[0] ?? ''),
    },
  });
  return match.matched ? [] : [match.because];
}

/** What the case tells, as the event it would be. Null where the case tells nothing that the trigger could look at. */
export function eventOfCase(
  rule: Rule,
  post: Pick<RuleCase, 'title' | 'text' | 'trustLevel' | 'stage' | 'details'>,
): CommunityEvent | null {
  const { trigger, details } = rule;
  const told = post.details;
  const about = {
    forum: forumId('case'),
    logicalKey: 'case',
    occurredAt: new Date(0),
    source: 'webhook' as const,
    memberId: memberId(1),
    topicId: topicId(1),
    postId: postId(1),
    categoryId: categoryId(1),
  };
  switch (trigger) {
    case 'post.created':
    case 'post.edited':
    case 'post.first':
    case 'topic.created':
      return null;
    case 'question.asked':
    case 'bot.mentioned':
      return {
        ...about,
        kind: 'post.created',
        authorTrustLevel: post.trustLevel,
        post: {
          id: about.postId,
          topicId: about.topicId,
          number: 1,
          authorId: about.memberId,
          authorName: 'member',
          title: post.title,
          raw: post.text,
          categoryId: about.categoryId,
          replyToNumber: null,
          createdAt: about.occurredAt,
          updatedAt: about.occurredAt,
          version: 1,
        },
      };
    case 'stage.entered':
      return {
        ...about,
        kind: trigger,
        stage: post.stage === null ? (rule.who.stages[0] ?? stageId('')) : stageId(post.stage),
        previous: null,
        because: { code: 'stage_condition_met' },
        post: null,
      };
    case 'stage.left':
    case 'stage.stalled': {
      const stage = post.stage === null ? (rule.who.stages[0] ?? stageId('')) : stageId(post.stage);
      return trigger === 'stage.left'
        ? {
            ...about,
            kind: trigger,
            stage,
            next: stageId(''),
            because: { code: 'stage_condition_met' },
            post: null,
          }
        : { ...about, kind: trigger, stage, since: about.occurredAt, post: null };
    }
    case 'member.anniversary':
      return { ...about, kind: trigger, years: told.years[0] ?? details.years[0] ?? 1, post: null };
    case 'member.count': {
      const count = told.reaches[0] ?? details.reaches[0] ?? 0;
      return { ...about, kind: trigger, of: 'posts', count, post: null };
    }
    case 'topic.unanswered':
      return { ...about, kind: trigger, afterMs: told.afterMs ?? details.afterMs ?? 0 };
    case 'topic.solved':
      return { ...about, kind: trigger, solution: about.postId, solvedBy: about.memberId };
    case 'topic.tagged':
      return { ...about, kind: trigger, tags: told.tags.length > 0 ? told.tags : details.tags.slice(0, 1) };
    case 'post.liked':
      return { ...about, kind: trigger, authorId: about.memberId, likedBy: memberId(2) };
    case 'badge.granted':
      return { ...about, kind: trigger, badge: told.badges[0] ?? details.badges[0] ?? 0 };
    case 'member.promoted':
      return { ...about, kind: trigger, level: told.levels[0] ?? details.levels[0] ?? 1 };
    case 'group.joined':
    case 'group.left':
      return { ...about, kind: trigger, group: 0 };
    case 'event':
      return {
        ...about,
        kind: 'outside.event',
        type: told.type ?? details.type ?? '',
        data: [...(told.data.size > 0 ? told.data : details.data)].map(([name, values]) => [
          name,
          values[0] ?? '',
        ]),
      };
    case 'date':
    case 'weekly':
    case 'monthly':
      return { ...about, kind: 'date.came', rule: rule.id, day: dayOfCase(told.schedule), turn: 0 };
    case 'calendar':
      return {
        ...about,
        kind: 'calendar.near',
        rule: rule.id,
        calendar: told.calendar ?? details.calendar ?? '',
        title: post.title,
        about: post.text,
        place: '',
        url: '',
        startsAt: about.occurredAt,
        isAllDay: false,
      };
    case 'topic.unsolved':
    case 'topic.closed':
    case 'topic.reopened':
    case 'topic.moved':
    case 'solution.accepted':
    case 'member.approved':
    case 'category.first_visited':
    case 'flag.agreed':
      return { ...about, kind: trigger };
  }
}

/** The day that a case tells by `date: 2026-12-24`; one that tells none is on no day of any rule. */
function dayOfCase(schedule: RuleCase['details']['schedule']): string {
  const [day] = schedule?.every === 'year' ? schedule.days : [];
  return day === undefined ? '1970-01-01' : dayInYear(day, day.year ?? 2028).toString();
}
