import { describe, expect, it } from 'vitest';
import type { DashboardRole } from '../../service/model/dashboard-role.ts';
import {
  type ForumStanding,
  defaultRoleGroups,
  readRoleGroups,
  rolesOf,
} from '../../service/model/role-groups.ts';

const nobody: ForumStanding = { admin: false, moderator: false, groups: ['trust_level_0', 'trust_level_1'] };

function groupsOf(text: string) {
  const read = readRoleGroups(text);
  if (!read.ok) throw new Error(read.expected);
  return read.groups;
}

describe('by default', () => {
  it.each<[string, Partial<ForumStanding>, DashboardRole[]]>([
    ['a member', {}, []],
    ['a regular', { groups: ['trust_level_3'] }, []],
    ['a moderator', { moderator: true }, ['viewer', 'manager']],
    ['an administrator', { admin: true }, ['viewer', 'manager', 'approver', 'operator']],
    ['both', { admin: true, moderator: true }, ['viewer', 'manager', 'approver', 'operator']],
    // Where the forum calls its own group otherwise, anybody may have made one of this name.
    ['a member of a group that calls itself admins', { groups: ['admins', 'staff', 'moderators'] }, []],
  ])('%s has these roles', (_, standing, roles) => {
    expect(rolesOf(defaultRoleGroups, { ...nobody, ...standing })).toEqual(roles);
  });
});

describe('DASHBOARD_ROLES', () => {
  it.each<[string, Partial<ForumStanding>, DashboardRole[]]>([
    ['operator=admins,viewer=staff', { moderator: true }, ['viewer']],
    ['operator=admins,manager=Community-Team', { groups: ['community-team'] }, ['viewer', 'manager']],
    ['operator=admins,manager=one+two', { groups: ['TWO'] }, ['viewer', 'manager']],
    ['operator=admins,manager=one,manager=two', { groups: ['one'] }, ['viewer', 'manager']],
    ['operator=admins,approver=care', { groups: ['care'] }, ['viewer', 'approver']],
    // What it does not name is nobody's.
    ['operator=admins', { moderator: true }, []],
    ['operator=admins', { admin: true }, ['viewer', 'manager', 'operator']],
    [' operator = admins , viewer = Équipe_1 ', { groups: ['équipe_1'] }, ['viewer']],
  ])('%s, and a member with %j: %j', (text, standing, roles) => {
    expect(rolesOf(groupsOf(text), { ...nobody, ...standing })).toEqual(roles);
  });

  it.each([
    [''],
    ['operator'],
    ['operator='],
    ['operator=admins,'],
    ['operator=admins=more'],
    ['boss=admins'],
    ['operator=ad mins'],
    ['operator=admins,manager=a++b'],
    ['manager=moderators'],
  ])('%j is refused, with what was expected', (text) => {
    expect(readRoleGroups(text)).toEqual({ ok: false, expected: expect.stringContaining('operator=admins') });
  });
});
