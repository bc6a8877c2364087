import type { TrustLevel } from '../../model/member.ts';
import type { ForumCore } from '../forum-core.ts';
import type { ForumMember } from '../state/records.ts';
import { userCreatedEvent, userPromotedEvent } from '../webhooks/user-payload.ts';

const trustLevels = [0, 1, 2, 3, 4] as const;

/** Automatic groups of Discourse: `trust_level_0` has id 10. */
export const groupOfTrustLevel = (level: TrustLevel): number => 10 + level;

export type NewMember = Pick<ForumMember, 'username' | 'name'> & Partial<ForumMember>;

/** Somebody joins: the group of trust level 0 is told first, then the account, as recorded more often than not. */
export function addMember(
  core: ForumCore,
  { username, name, ...rest }: NewMember,
  { silent }: { silent: boolean },
): ForumMember {
  return core.state.together(() => {
    const id = rest.id ?? core.state.next('member');
    core.state.skipTo('member', id);
    const member = core.state.members.put({
      trustLevel: 0,
      admin: false,
      moderator: false,
      title: null,
      locale: null,
      timeZone: null,
      createdAt: core.now().toISOString(),
      lastPostedAt: null,
      standing: 'active',
      ...rest,
      id,
      username,
      name,
    });
    for (const level of trustLevels)
      if (level <= member.trustLevel) enterGroup(core, member, groupOfTrustLevel(level));
    if (silent) return member;
    core.emit(addedToGroupEvent(core, member, groupOfTrustLevel(0)));
    core.emit(userCreatedEvent(core, member));
    return member;
  });
}

/** A rise is told, a fall is not. */
export function setTrustLevel(core: ForumCore, memberId: number, to: TrustLevel): ForumMember {
  const member = core.state.members.get(memberId);
  if (!member) throw new Error(`demo forum: member ${memberId} is not there`);
  return core.state.together(() => {
    const changed = core.state.members.put({ ...member, trustLevel: to });
    for (const level of trustLevels) {
      if (level > member.trustLevel && level <= to) enterGroup(core, changed, groupOfTrustLevel(level));
    }
    if (to <= member.trustLevel) return changed;
    core.emit(userPromotedEvent(core, changed));
    core.emit(addedToGroupEvent(core, changed, groupOfTrustLevel(to)));
    return changed;
  });
}

export function enterGroup(core: ForumCore, member: ForumMember, groupId: number): void {
  const group = core.state.groups.get(groupId);
  if (!group || group.memberIds.includes(member.id)) return;
  core.state.groups.put({ ...group, memberIds: [...group.memberIds, member.id] });
}

export function addedToGroupEvent(
  core: ForumCore,
  member: ForumMember,
  groupId: number,
): { name: string; type: string; payload: unknown } {
  return {
    name: 'user_added_to_group',
    type: 'group_user',
    payload: {
      group_id: groupId,
      user_id: member.id,
      notification_level: 3,
      id: core.state.next('group_user'),
      created_at: core.now().toISOString(),
    },
  };
}
