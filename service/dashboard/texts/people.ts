import type { Language } from '../../look/language.ts';
import type { DashboardRole } from '../../model/dashboard-role.ts';

/** Every word about who is signed in and what they may do. */
export interface PeopleTexts {
  roles: Record<DashboardRole, string>;
  /** Joins the last two of several roles. */
  or: string;
  notYours: string;
  notYoursNext: (who: string) => string;
}

export const peopleTexts: Record<Language, PeopleTexts> = {
  en: {
    roles: { viewer: 'viewers', manager: 'managers', approver: 'approvers', operator: 'operators' },
    or: 'or',
    notYours: 'This is for others',
    notYoursNext: (who) => `You are signed in, and only ${who} may do this. Nothing was changed.`,
  },
  de: {
    roles: {
      viewer: 'Lesende',
      manager: 'Verantwortliche',
      approver: 'Freigebende',
      operator: 'Betreibende',
    },
    or: 'oder',
    notYours: 'Das ist anderen vorbehalten',
    notYoursNext: (who) => `Die Anmeldung gilt, aber das dürfen nur ${who}. Nichts wurde geändert.`,
  },
};
