import { type DashboardRole, dashboardRoles, withIncludedRoles } from './dashboard-role.ts';

/** By role, the groups of the forum whose members have it. */
export type RoleGroups = Readonly<Record<DashboardRole, readonly string[]>>;

/** What a forum says of a member who signs in. */
export interface ForumStanding {
  admin: boolean;
  moderator: boolean;
  groups: readonly string[];
}

/** Administrators of the forum run the installation, moderators steer it; care needs a group that was named for it. */
export const defaultRoleGroups: RoleGroups = {
  viewer: [],
  manager: ['moderators'],
  approver: ['admins'],
  operator: ['admins'],
};

/** On the demo forum whoever is staff may do everything, so that nothing stays untried. */
export const demoRoleGroups: RoleGroups = {
  viewer: [],
  manager: [],
  approver: ['staff'],
  operator: ['staff'],
};

/**
 * The roles of somebody with this standing, and those that come with them; none: a stranger. `admins`, `moderators` and
 * `staff` mean what the forum says of the account, never a group of that name: forums translate the names of those
 * groups, and the English ones are then free for anybody to take.
 */
export function rolesOf(groups: RoleGroups, standing: ForumStanding): DashboardRole[] {
  const own = new Set(standing.groups.map((group) => group.toLowerCase()));
  const isIn = (group: string) => automatic[group]?.(standing) ?? own.has(group);
  return withIncludedRoles(dashboardRoles.filter((role) => groups[role].some(isIn)));
}

const automatic: Readonly<Record<string, (standing: ForumStanding) => boolean>> = {
  admins: ({ admin }) => admin,
  moderators: ({ moderator }) => moderator,
  staff: ({ admin, moderator }) => admin || moderator,
};

/**
 * Reads `operator=admins,manager=moderators+community-team`. It stands in place of the defaults, so what it does not
 * name is nobody's. A fault is what was expected.
 */
export function readRoleGroups(
  text: string,
): { ok: true; groups: RoleGroups } | { ok: false; expected: string } {
  const groups: Record<DashboardRole, string[]> = { viewer: [], manager: [], approver: [], operator: [] };
  for (const pair of text.split(',')) {
    const [name = '', names = '', ...rest] = pair.split('=').map((part) => part.trim());
    const role = dashboardRoles.find((known) => known === name);
    const listed = names.split('+').map((group) => group.trim().toLowerCase());
    if (!role || rest.length > 0 || listed.some((group) => !/^[\p{L}\p{M}\p{N}._-]+$/u.test(group)))
      return { ok: false, expected: pairs };
    groups[role].push(...listed);
  }
  if (groups.operator.length === 0)
    return { ok: false, expected: 'a group for operator too, such as `operator=admins`' };
  return { ok: true, groups };
}

const pairs = `pairs of a role (${dashboardRoles.join(', ')}) and groups, such as \`operator=admins,manager=moderators+community-team\``;
