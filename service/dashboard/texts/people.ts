import type { Language } from '../../look/language.ts';
import type { DashboardRole } from '../../model/dashboard-role.ts';
import type { NotSignedIn } from '../sign-in/connect/not-signed-in.ts';

type Fault = Exclude<NotSignedIn['kind'], 'no_role'>;
type Roles = Record<DashboardRole, string>;

/** Every word about who is signed in and what they may do. */
export interface PeopleTexts {
  /** Of one person, and of all who have it. */
  role: Roles;
  roles: Roles;
  or: string;
  groups: Record<'admins' | 'moderators' | 'staff', string>;
  inGroups: (role: string, groups: string) => string;
  inNoGroup: (role: string) => string;
  notYours: string;
  notYoursNext: (who: string) => string;
  toStart: string;
  withForum: string;
  withForumHint: (host: string) => string;
  withPassword: string;
  passwordHint: string;
  ended: string;
  notSignedIn: {
    title: string;
    question: string;
    because: Record<Fault, string>;
    next: Record<Fault, string>;
    noRole: (who: string) => string;
    noRoleNext: string;
    again: string;
  };
  sessions: {
    title: string;
    question: string;
    answer: (count: number, who: string, role: string) => string;
    yours: string;
    yoursQuestion: string;
    others: string;
    othersQuestion: string;
    nobodyElse: string;
    device: string;
    unknownDevice: string;
    opened: string;
    seen: string;
    by: Record<'forum' | 'password', string>;
    session: string;
    thisOne: string;
    end: string;
    endAll: string;
    endOthers: (who: string) => string;
    done: string;
  };
}

export const peopleTexts: Record<Language, PeopleTexts> = {
  en: {
    role: { viewer: 'viewer', manager: 'manager', approver: 'approver', operator: 'operator' },
    roles: { viewer: 'viewers', manager: 'managers', approver: 'approvers', operator: 'operators' },
    or: 'or',
    groups: {
      admins: 'administrators of the forum',
      moderators: 'moderators of the forum',
      staff: 'staff of the forum',
    },
    inGroups: (role, groups) => `${role} (${groups})`,
    inNoGroup: (role) => `${role} (nobody at present; DASHBOARD_ROLES names no group)`,
    notYours: 'This is for others',
    notYoursNext: (who) => `Only ${who} may do this. Nothing was changed; ask one of them.`,
    toStart: 'To the start page',
    withForum: 'Sign in with your forum account',
    withForumHint: (host) =>
      `The forum at ${host} says who you are, and your groups there say what you may do here.`,
    withPassword: 'With the password instead',
    passwordHint: 'It works while the forum is away, too.',
    ended: 'Your session had ended, so nothing was changed. Sign in, then do it again.',
    notSignedIn: {
      title: 'Not signed in',
      question: 'What happened, and what to do',
      because: {
        forged: 'The answer does not carry the forum’s signature',
        unreadable: 'The forum’s answer could not be read',
        not_begun_here: 'This sign-in was not begun here',
        used: 'This sign-in has been used already',
      },
      next: {
        forged:
          'If this happens every time, the secret in DISCOURSE_CONNECT_SECRET differs from the one that the forum keeps for this address under discourse_connect_provider_secrets.',
        unreadable: 'It lacks who you are. Try once more; if it happens again, tell the operator.',
        not_begun_here:
          'It may have taken longer than ten minutes, or have begun in another window or at another address of this dashboard. Begin once more.',
        used: 'Each one is good once. Begin once more.',
      },
      noRole: (who) => `${who}, this dashboard is not open to you yet`,
      noRoleNext:
        'The forum knows you, and none of your groups has a role here. An administrator of the forum can add you to one that has. After that, sign in again.',
      again: 'To the sign-in page',
    },
    sessions: {
      title: 'Signed in',
      question: 'Where are you signed in, and who else is?',
      answer: (count, who, role) =>
        count === 1
          ? `You are signed in as ${who} (${role}), here and nowhere else.`
          : `You are signed in as ${who} (${role}), ${count} times.`,
      yours: 'Your sessions',
      yoursQuestion: 'End one that you do not know, or that you left open elsewhere.',
      others: 'Other people',
      othersQuestion: 'Ending a session signs them out at once; it is kept among the changes.',
      nobodyElse: 'Nobody else is signed in.',
      device: 'Where',
      unknownDevice: 'unknown browser',
      opened: 'Since',
      seen: 'Last seen',
      by: { forum: 'forum account', password: 'password' },
      session: 'Session',
      thisOne: 'this one',
      end: 'Sign out there',
      endAll: 'Sign out everywhere',
      endOthers: (who) => `Sign ${who} out everywhere`,
      done: 'That session has ended.',
    },
  },
  de: {
    role: {
      viewer: 'liest mit',
      manager: 'steuert',
      approver: 'gibt frei',
      operator: 'betreibt',
    },
    roles: {
      viewer: 'Mitlesende',
      manager: 'Steuernde',
      approver: 'Freigebende',
      operator: 'Betreibende',
    },
    or: 'oder',
    groups: {
      admins: 'Administration des Forums',
      moderators: 'Moderation des Forums',
      staff: 'Team des Forums',
    },
    inGroups: (role, groups) => `${role} (${groups})`,
    inNoGroup: (role) => `${role} (derzeit niemand; DASHBOARD_ROLES nennt keine Gruppe)`,
    notYours: 'Das ist anderen vorbehalten',
    notYoursNext: (who) => `Das dürfen nur ${who}. Nichts wurde geändert; bitte dort nachfragen.`,
    toStart: 'Zur Startseite',
    withForum: 'Mit dem Forumskonto anmelden',
    withForumHint: (host) =>
      `Das Forum unter ${host} sagt, wer da ist; die Gruppen dort sagen, was hier erlaubt ist.`,
    withPassword: 'Stattdessen mit dem Passwort',
    passwordHint: 'Es gilt auch, wenn das Forum nicht erreichbar ist.',
    ended: 'Die Sitzung war beendet, nichts wurde geändert. Bitte anmelden und noch einmal versuchen.',
    notSignedIn: {
      title: 'Nicht angemeldet',
      question: 'Was geschah und was zu tun ist',
      because: {
        forged: 'Die Antwort trägt nicht die Unterschrift des Forums',
        unreadable: 'Die Antwort des Forums ließ sich nicht lesen',
        not_begun_here: 'Diese Anmeldung hat nicht hier begonnen',
        used: 'Diese Anmeldung wurde schon benutzt',
      },
      next: {
        forged:
          'Geschieht das jedes Mal, so weicht das Geheimnis in DISCOURSE_CONNECT_SECRET von dem ab, das im Forum unter discourse_connect_provider_secrets für diese Adresse steht.',
        unreadable:
          'Darin fehlt, um wessen Konto es geht. Bitte noch einmal versuchen; geschieht es wieder, den Betrieb verständigen.',
        not_begun_here:
          'Vielleicht dauerte sie länger als zehn Minuten, oder sie begann in einem anderen Fenster oder unter einer anderen Adresse dieses Dashboards. Bitte neu beginnen.',
        used: 'Jede gilt ein einziges Mal. Bitte neu beginnen.',
      },
      noRole: (who) => `Für ${who} ist dieses Dashboard noch nicht offen`,
      noRoleNext:
        'Das Forum kennt dieses Konto, aber keine seiner Gruppen hat hier eine Rolle. Die Administration des Forums kann es in eine aufnehmen, die eine hat. Danach bitte neu anmelden.',
      again: 'Zur Anmeldung',
    },
    sessions: {
      title: 'Angemeldet',
      question: 'Wo ist dieses Konto angemeldet, und wer noch?',
      answer: (count, who, role) =>
        count === 1
          ? `Angemeldet als ${who} (${role}), hier und sonst nirgends.`
          : `Angemeldet als ${who} (${role}), ${count}-mal.`,
      yours: 'Eigene Sitzungen',
      yoursQuestion: 'Was nicht bekannt ist oder anderswo offen blieb, lässt sich hier beenden.',
      others: 'Andere',
      othersQuestion:
        'Wird eine Sitzung beendet, ist die Person sofort abgemeldet; es steht unter den Änderungen.',
      nobodyElse: 'Sonst ist niemand angemeldet.',
      device: 'Wo',
      unknownDevice: 'unbekannter Browser',
      opened: 'Seit',
      seen: 'Zuletzt gesehen',
      by: { forum: 'Forumskonto', password: 'Passwort' },
      session: 'Sitzung',
      thisOne: 'diese hier',
      end: 'Dort abmelden',
      endAll: 'Überall abmelden',
      endOthers: (who) => `${who} überall abmelden`,
      done: 'Diese Sitzung ist beendet.',
    },
  },
};
