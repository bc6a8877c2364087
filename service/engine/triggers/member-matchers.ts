import type { TriggerInput, TriggerMatch } from './matcher.ts';
import type { GroupChanged } from '../../model/happening.ts';
import { reason } from '../conditions/check.ts';
import { anotherOne, itIs, itIsNot, onKind, whenever } from './matcher.ts';

/** Triggers that look at a member's way. */
export const memberMatchers = {
  'badge.granted': onKind('badge.granted', ({ badge }, { rule: { details } }) =>
    details.badges.includes(badge)
      ? itIs(reason('badge_was_granted', { badge }))
      : anotherOne('badge', details.badges, badge),
  ),
  'member.promoted': onKind('member.promoted', ({ level }, { rule: { details } }) =>
    details.levels.length === 0 || details.levels.includes(level)
      ? itIs(reason('member_was_promoted', { level }))
      : anotherOne('level', details.levels, level),
  ),
  'member.approved': whenever('member.approved', 'member_was_approved'),
  'group.joined': onKind('group.joined', (event, input) => matchGroup('group_was_joined', event, input)),
  'group.left': onKind('group.left', (event, input) => matchGroup('group_was_left', event, input)),
  'category.first_visited': whenever('category.first_visited', 'category_was_first_visited'),
  'flag.agreed': whenever('flag.agreed', 'flag_was_agreed'),
} as const;

function matchGroup(
  because: 'group_was_joined' | 'group_was_left',
  event: GroupChanged,
  { rule: { details }, local: { groupName } }: TriggerInput,
): TriggerMatch {
  if (details.groups.includes(String(event.group))) return itIs(reason(because, { group: event.group }));
  if (groupName === undefined || !groupName.known)
    return itIsNot(reason('groups_unknown', { why: groupName === undefined ? null : groupName.why }));
  const group = groupName.value;
  return details.groups.some((name) => name.toLowerCase() === group.toLowerCase())
    ? itIs(reason(because, { group }))
    : anotherOne('group', details.groups, group);
}
