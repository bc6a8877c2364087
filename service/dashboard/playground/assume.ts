import { assumedInput } from '../../engine/explaining/assumed-input.ts';
import type { ExplainInput } from '../../engine/explaining/kept-input.ts';
import type { PreviewedMember } from '../../evaluate/preview-member.ts';
import { known, unknown } from '../../model/fact.ts';
import type { Member, TrustLevel } from '../../model/member.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { KeptPost } from '../../storage/reports/kept-posts.ts';
import type { Fact } from '../../model/fact.ts';
import { type Question, listOf } from './question.ts';

/** The post and the member that somebody chose, as a rule would meet them; a real member brings wishes and limits along. */
export function assume(
  rulebook: Rulebook,
  question: Question,
  { real, now }: { real: PreviewedMember | null; now: Date },
): ExplainInput {
  const categories = listOf(question.category);
  const input = assumedInput(
    rulebook,
    {
      title: question.title,
      raw: question.text,
      number: question.opens ? 1 : 2,
      category: categories[0] ?? null,
      tags: listOf(question.tags),
      trustLevel: Number(question.trustLevel) as TrustLevel,
      stage: question.stage === '' ? null : question.stage,
      postCount: question.posts,
      groups: listOf(question.groups),
    },
    now,
  );
  const placed = placeIn(input, categories.length === 0 ? null : known(categories, 'case', now));
  if (real === null) {
    const { locale } = question;
    const member = locale === '' ? placed.member : { ...placed.member, locale: known(locale, 'case', now) };
    return { ...placed, member };
  }
  return {
    ...asMember(placed, real.member),
    history: { ...placed.history, ...real.history },
    local: { ...placed.local, postCount: real.member.postCount },
  };
}

/** A post whose text is kept, its author as own records know them, in an open topic with no limit used. */
export function assumeKept(
  rulebook: Rulebook,
  { event, member, tags }: KeptPost,
  categorySlugs: Fact<readonly string[]>,
): ExplainInput {
  const { post } = event;
  const at = new Date(event.occurredAt.getTime() + 1_000);
  const blank = { category: null, tags: null, trustLevel: 1 as const, stage: null, postCount: 1, groups: [] };
  const input = assumedInput(
    rulebook,
    { title: post.title, raw: post.raw, number: post.number, ...blank },
    at,
  );
  const placed = placeIn(input, categorySlugs);
  const author = member ?? unknownMember(placed.member);
  return {
    ...placed,
    member: author,
    topic: placed.topic && { ...placed.topic, id: post.topicId, tags },
    event,
    local: { ...placed.local, tags, postCount: author.postCount },
  };
}

function placeIn(input: ExplainInput, categorySlugs: Fact<readonly string[]> | null): ExplainInput {
  if (categorySlugs === null || input.topic === null) return input;
  return {
    ...input,
    topic: { ...input.topic, categorySlugs },
    local: { ...input.local, categorySlugs },
  };
}

function asMember(input: ExplainInput, member: Member): ExplainInput {
  const { event } = input;
  if (event.kind !== 'post.created') return { ...input, member };
  const post = { ...event.post, authorId: member.id, authorName: member.username };
  return { ...input, member, event: { ...event, post } };
}

function unknownMember(member: Member): Member {
  const never = unknown('nothing is kept of this member');
  return { ...member, trustLevel: never, postCount: never, groups: never, lastSeenAt: never };
}
