import { z } from 'zod';
import type { MemberChanged } from '../../model/event.ts';
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
  return changed(body, { member, change, reread: signed ? null : 'member' });
}

export function interpretPromotion(body: KeyedBody): Interpretation {
  const read = memberFields.safeParse(body.value);
  if (!read.success)
    return { outcome: 'quarantined', why: `in the promoted member, ${sayFault(read.error)}` };
  return refuseMember(read.data) ?? changed(body, { member: read.data, change: 'promoted', reread: null });
}

const groupMemberFields = z.object({ user_id: memberIdField });

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
  return { outcome: 'event', event, reread: 'member', own: null, staged: null };
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
): Interpretation {
  const { member, change, reread } = told;
  const created = change === 'created';
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
  return { outcome: 'event', event, reread, own: null, staged: member.staged };
}
