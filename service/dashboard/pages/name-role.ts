import type { Language } from '../../look/language.ts';
import type { DashboardRole } from '../../model/dashboard-role.ts';
import { peopleTexts } from '../texts/people.ts';

/** The roles that say all: a manager is a viewer too, and need not be told so. */
export function nameRole(roles: readonly DashboardRole[], language: Language): string {
  const isTold: Record<DashboardRole, boolean> = {
    operator: true,
    manager: !roles.includes('operator'),
    approver: true,
    viewer: roles.length === 1,
  };
  return roles
    .filter((role) => isTold[role])
    .map((role) => peopleTexts[language].role[role])
    .join(', ');
}
