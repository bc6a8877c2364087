import { z } from 'zod';
import type { MemberChanged } from '../../model/event.ts';
import type { MemberHappening } from '../../model/happening.ts';
import type { MemberId } from '../../model/ids.ts';
import { memberIdField, sayFault } from './fields.ts';
import { fingerprint } from './fingerprint.ts';
import type { InterpretedEvent, Interpretation } from './interpretation.ts';
import type { KeyedBody } from './keyed-body.ts';
import { countPosts, memberFields } from './member-fields.ts';
import type { MemberFields } from './member-fields.ts';
import { unwanted } from './unwanted.ts';

type Change = MemberChanged['change'];

export function interpretMember(body: KeyedBody): Interpretation {
  const read = memberFields.safeParse(body.value);
  if (!read.success) return { outcome: 'quarantined', why: `in the member, ${sayFault(read.error)}` };
  const member = read.data;
  const { change, signed } = readChange(body, member);
  const refused = refuseMember(member);
  // A staged or former member still has to be forgotten.
  if (refused !== null && change !== 'destroyed' && change !== 'anonymized') return refused;
  if (body.eventName === 'user_logged_out' && change === 'updated')
    return unwanted('unused_kind', { memberId: member.id });
  const told = changed(body, { member, change, reread: signed ? null : 'member' });
  if (body.eventName !== 'user_approved') return told;
  const approved: MemberHappening = {
    ...aboutMember(body, member.id),
    kind: 'member.approved',
    logicalKey: `member_approved:${member.id}`,
  };
  return { ...told, also: [approved] };
}

export function interpretPromotion(body: KeyedBody): Interpretation {
  const read = memberFields.safeParse(body.value);
  if (!read.success)
    return { outcome: 'quarantined', why: `in the promoted member, ${sayFault(read.error)}` };
  const refused = refuseMember(read.data);
  if (refused !== null) return refused;
  const told = changed(body, { member: read.data, change: 'promoted', reread: null });
  const { id, trust_level: level } = read.data;
  if (level === null) return told;
  const promoted: MemberHappening = {
    ...aboutMember(body, id),
    kind: 'member.promoted',
    // The old level is not told; a second promotion to the same level has other bytes.
    logicalKey: `member_promoted:${id}:${level}:${fingerprint(body.text)}`,
    level,
  };
  return { ...told, also: [promoted] };
}

const groupMemberFields = z.object({
  id: z.int().positive().nullish(),
  user_id: memberIdField,
  group_id: z.int().nullish(),
});

/** Ids only: it says that the groups we know of this member are out of date. */
export function interpretGroupMember(body: KeyedBody): Interpretation {
  const read = groupMemberFields.safeParse(body.value);
  if (!read.success)
    return { outcome: 'quarantined', why: `in the group membership, ${sayFault(read.error)}` };
  const memberId = read.data.user_id;
  if (memberId < 1) return unwanted('system_or_bot', { memberId });
  const event: MemberChanged = {
    ...nothingTold,
    kind: 'member.changed',
    forum: body.forum,
    source: 'webhook',
    logicalKey: `member_changed:${memberId}:${body.eventName}:${fingerprint(body.text)}`,
    occurredAt: body.receivedAt,
    change: 'updated',
    memberId,
  };
  const told = { outcome: 'event' as const, event, reread: 'member' as const, own: null, staged: null };
  const { id, group_id: group } = read.data;
  if (typeof id !== 'number' || typeof group !== 'number') return told;
  const isJoined = body.eventName === 'user_added_to_group';
  const happened: MemberHappening = {
    ...aboutMember(body, memberId),
    kind: isJoined ? 'group.joined' : 'group.left',
    // Both send the same bytes; a membership that begins anew has a number of its own.
    logicalKey: `${isJoined ? 'group_joined' : 'group_left'}:${id}`,
    group,
  };
  return { ...told, also: [happened] };
}

function aboutMember({ forum, receivedAt }: KeyedBody, memberId: MemberId) {
  const nowhere = { topicId: null, postId: null, categoryId: null };
  return { forum, source: 'webhook' as const, occurredAt: receivedAt, memberId, ...nowhere };
}

const nothingTold = {
  username: null,
  trustLevel: null,
  joinedAt: null,
  lastSeenAt: null,
  lastPostedAt: null,
  postCount: null,
  groups: null,
  locale: null,
  timeZone: null,
} as const;

/** What the signed fields show comes before what the unsigned name claims. */
function readChange(body: KeyedBody, member: MemberFields): { change: Change; signed: boolean } {
  if (member.email) return { change: 'anonymized', signed: true };
  if (body.eventName === 'user_destroyed') return { change: 'destroyed', signed: false };
  if (member.suspended_till !== null && member.suspended_till > body.receivedAt)
    return { change: 'suspended', signed: true };
  if (body.eventName === 'user_created') return { change: 'created', signed: true };
  if (body.eventName === 'user_logged_in') return { change: 'signed_in', signed: false };
  return { change: 'updated', signed: body.eventName === 'user_updated' };
}

function refuseMember(member: MemberFields) {
  if (member.id < 1) return unwanted('system_or_bot', { memberId: member.id });
  return member.staged === true ? unwanted('staged_member', { memberId: member.id }) : null;
}

function changed(
  body: KeyedBody,
  told: { member: MemberFields; change: Change; reread: InterpretedEvent['reread'] },
): InterpretedEvent {
  const { member, change, reread } = told;
  const created = change === 'created';
  const isFarewell = change === 'destroyed' || change === 'anonymized';
  const event: MemberChanged = {
    kind: 'member.changed',
    forum: body.forum,
    source: 'webhook',
    // No version and no date of change in the payload; suspended and back again may send equal bytes under two names.
    logicalKey: created
      ? `member_created:${member.id}`
      : `member_changed:${member.id}:${body.eventName}:${fingerprint(body.text)}`,
    occurredAt: (created ? member.created_at : null) ?? body.receivedAt,
    change,
    memberId: member.id,
    // Of who is gone nothing is told on: it would have to be forgotten at once.
    ...(isFarewell ? nothingTold : factsOf(member)),
  };
  return { outcome: 'event', event, reread, own: null, staged: isFarewell ? null : member.staged };
}

function factsOf(member: MemberFields): Pick<MemberChanged, keyof typeof nothingTold> {
  return {
    username: member.username,
    trustLevel: member.trust_level,
    joinedAt: member.created_at,
    lastSeenAt: member.last_seen_at,
    lastPostedAt: member.last_posted_at,
    postCount: countPosts(member),
    groups: member.groups,
    locale: member.locale,
    timeZone: member.user_option.timezone,
  };
}
