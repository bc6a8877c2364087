import type { Fact } from '../../model/fact.ts';
import type { StageId } from '../../model/ids.ts';
import type { Member, TrustLevel } from '../../model/member.ts';
import type { Who } from '../../rulebook/rule.ts';
import { normalizeLocale } from '../planning/choose-locale.ts';
import { cannotTell, no, yes } from './check.ts';
import type { Check } from './check.ts';
import { isNewcomerStage } from '../lifecycle/next-stage.ts';

/** What the rule asks of the member. */
export function testWho(who: Who, member: Member, stage: Fact<StageId>, now: Date): Check[] {
  return [
    testTrustLevel(who.trustLevels, member.trustLevel),
    testStage(who.stages, stage, member.trustLevel),
    testPosts(who.posts, member.postCount),
    testMemberFor(who.memberForMs, member.joinedAt, now),
    ...testGroups(who, member.groups),
    testLocale(who.locales, member.locale),
  ];
}

/** Whether the post being decided is the member's first ever. Nobody of trust level 2 is a newcomer, whatever we have seen. */
export function testFirstPost(member: Member): Check {
  if (member.trustLevel.known && member.trustLevel.value >= 2)
    return no('not_the_first_post', { trustLevel: member.trustLevel.value });
  if (!member.postCount.known) return cannotTell('first_post_unknown', { why: member.postCount.why });
  return member.postCount.value <= 1 ? yes : no('not_the_first_post', { posts: member.postCount.value });
}

function testTrustLevel(wanted: readonly TrustLevel[], actual: Fact<TrustLevel>): Check {
  if (wanted.length === 0) return yes;
  if (!actual.known) return cannotTell('trust_level_unknown', { why: actual.why });
  return wanted.includes(actual.value)
    ? yes
    : no('trust_level_not_matched', { actual: actual.value, expected: wanted.join(', ') });
}

function testStage(wanted: readonly StageId[], stage: Fact<StageId>, trustLevel: Fact<TrustLevel>): Check {
  if (wanted.length === 0) return yes;
  if (!stage.known) return cannotTell('stage_unknown', { why: stage.why });
  const outgrown = isNewcomerStage(stage.value) && trustLevel.known && trustLevel.value >= 2;
  return wanted.includes(stage.value) && !outgrown
    ? yes
    : no('stage_not_matched', { actual: stage.value, expected: wanted.join(', ') });
}

function testPosts(wanted: Who['posts'], actual: Fact<number>): Check {
  if (wanted === null) return yes;
  if (!actual.known) return cannotTell('posts_unknown', { why: actual.why });
  const { min, max } = wanted;
  return actual.value >= min && actual.value <= max
    ? yes
    : no('posts_not_matched', { actual: actual.value, min, max: max >= 1_000_000_000 ? '∞' : max });
}

function testMemberFor(wanted: number | null, joinedAt: Fact<Date>, now: Date): Check {
  if (wanted === null) return yes;
  if (!joinedAt.known) return cannotTell('joined_unknown', { why: joinedAt.why });
  const days = (ms: number): number => Math.round(ms / 8_640_000) / 10;
  const actual = now.getTime() - joinedAt.value.getTime();
  return actual >= wanted
    ? yes
    : no('member_for_not_matched', { actual: days(actual), expected: days(wanted) });
}

function testGroups({ groups: wanted, notGroups }: Who, actual: Fact<readonly string[]>): Check[] {
  if (wanted.length === 0 && notGroups.length === 0) return [];
  if (!actual.known) return [cannotTell('groups_unknown', { why: actual.why })];
  const names = actual.value.map((name) => name.toLowerCase());
  const excluded = notGroups.find((name) => names.includes(name.toLowerCase()));
  return [
    wanted.length === 0 || wanted.some((name) => names.includes(name.toLowerCase()))
      ? yes
      : no('group_not_matched', { expected: wanted.join(', ') }),
    excluded === undefined ? yes : no('group_excluded', { group: excluded }),
  ];
}

function testLocale(wanted: readonly string[], actual: Fact<string>): Check {
  if (wanted.length === 0) return yes;
  if (!actual.known) return cannotTell('locale_unknown', { why: actual.why });
  const locale = normalizeLocale(actual.value);
  const matches = wanted.some((one) => locale === one || locale.startsWith(`${one}-`));
  return matches ? yes : no('locale_not_matched', { actual: locale, expected: wanted.join(', ') });
}
