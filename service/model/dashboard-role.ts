/**
 * What somebody may be on the dashboard. Viewers read everything but care; managers steer (pause, rungs, approvals);
 * approvers decide over proposed offers and alone see and send care; operators run the installation.
 */
export const dashboardRoles = ['viewer', 'manager', 'approver', 'operator'] as const;
export type DashboardRole = (typeof dashboardRoles)[number];

/** Care is for approvers alone, so operators are none unless their group says so too. */
const brings: Readonly<Record<DashboardRole, readonly DashboardRole[]>> = {
  viewer: ['viewer'],
  manager: ['viewer', 'manager'],
  approver: ['viewer', 'approver'],
  operator: ['viewer', 'manager', 'operator'],
};

/** The roles given and those that come with them, in the order of `dashboardRoles`. */
export function withIncludedRoles(given: Iterable<DashboardRole>): DashboardRole[] {
  const held = new Set([...given].flatMap((role) => brings[role]));
  return dashboardRoles.filter((role) => held.has(role));
}
