import { createHash, createHmac, randomBytes, scryptSync } from 'node:crypto';
import { type DashboardRole, dashboardRoles } from '../../model/dashboard-role.ts';
import { type RoleGroups, rolesOf } from '../../model/role-groups.ts';
import type { KeptSession, Person, SessionSpans, SessionStore } from '../../storage/session-store.ts';
import { isEqual } from './is-equal.ts';

/** Somebody who has signed in. */
export interface Session {
  id: string;
  /** The forum's name of the account, or the name given with the password; stands beside every change. */
  who: string;
  /** The forum account; null with the password. */
  memberId: number | null;
  avatarUrl: string | null;
  person: Person;
  roles: readonly DashboardRole[];
  /** Proves that a form was made for this session. */
  csrf: string;
  /** The forum last said who this is some hours ago, and is to be asked again. */
  isProofOld: boolean;
}

const hour = 3_600_000;
export const defaultSpans: SessionSpans = {
  idleMs: 12 * hour,
  longestMs: 7 * 24 * hour,
  trustForumMs: 8 * hour,
};

export interface SessionsOptions {
  store: SessionStore;
  /** Null: nobody signs in with a password. */
  password: string | null;
  /** Null: nobody signs in with a forum account. */
  connectSecret: string | null;
  /** The one before it: sessions that were opened with it go on, until the forum is asked again. */
  previousConnectSecret?: string | null;
  roleGroups: RoleGroups;
  spans?: SessionSpans;
}

/** By which secret the forum said who somebody is. */
export interface Proof {
  isOfPrevious?: boolean;
}

/**
 * Sessions live in Postgres, where every process finds them; the browser holds a random token, the table its digest.
 * Whoever changes the password or the secret of the forum ends the sessions that were opened with it.
 */
export function createSessions(options: SessionsOptions) {
  const { store, password, connectSecret, roleGroups, spans = defaultSpans } = options;
  const { previousConnectSecret = null } = options;
  const openedWith = {
    // Slow on purpose: a copy of the table must not be of use for guessing the password.
    password:
      password === null ? null : scryptSync(password, 'waypost dashboard sessions', 32).toString('hex'),
    forum: connectSecret === null ? null : digest(connectSecret).toString('hex'),
  };
  const openedBefore = previousConnectSecret === null ? null : digest(previousConnectSecret).toString('hex');
  const isGood = ({ person: { by }, openedWith: kept }: KeptSession): boolean =>
    kept === openedWith[by] || (by === 'forum' && openedBefore !== null && kept === openedBefore);

  /** A session lasts no longer than the secret that it was proved by. */
  const digestFor = ({ by }: Person, { isOfPrevious = false }: Proof): string | null =>
    by === 'forum' && isOfPrevious ? openedBefore : openedWith[by];

  function rolesFor(person: Person): DashboardRole[] {
    // Who knows the installation's password may do everything.
    return person.by === 'password' ? [...dashboardRoles] : rolesOf(roleGroups, person.standing);
  }

  function sessionOf(kept: KeptSession, token: string): Session | null {
    const { id, person } = kept;
    const roles = rolesFor(person);
    if (!isGood(kept) || roles.length === 0) return null;
    return {
      id,
      who: person.who,
      memberId: person.by === 'forum' ? person.member : null,
      avatarUrl: person.by === 'forum' ? person.avatarUrl : null,
      person,
      roles,
      csrf: createHmac('sha256', token).update('csrf').digest('base64url'),
      isProofOld: person.by === 'forum' && kept.provedMsAgo > spans.trustForumMs / 2,
    };
  }

  return {
    lifetimeMs: spans.longestMs,
    hasPassword: password !== null,
    isPassword: (attempt: string) => password !== null && isEqual(attempt, password),
    rolesFor,

    /** Opens a session and returns its token, which is nowhere kept. */
    async open(person: Person, device: string, proof: Proof = {}): Promise<string> {
      const secret = digestFor(person, proof);
      if (secret === null) throw new Error(`nobody can sign in by ${person.by} here`);
      const token = randomBytes(32).toString('base64url');
      await store.open({ digest: digest(token), person, openedWith: secret, device }, spans);
      return token;
    },

    /** Null for a token that is not ours, or whose session has ended or lost its roles. */
    async read(token: string | undefined): Promise<Session | null> {
      if (token === undefined || !/^[\w-]{43}$/.test(token)) return null;
      const kept = await store.find(digest(token), spans);
      return kept && sessionOf(kept, token);
    },

    touch: (session: Session) => store.touch(session.id),
    mayRenew: (session: Session) => store.mayRenew(session.id),
    /** The forum has said again who this is. */
    prove: (session: Session, person: Person, proof: Proof = {}) =>
      store.prove(session.id, person, digestFor(person, proof) ?? ''),
    end: (ids: readonly string[]) => store.endNow(ids),
    useOnce: (nonceDigest: Buffer) => store.useOnce(nonceDigest),

    /** Everybody who is signed in, newest sign of life first. */
    async list(): Promise<KeptSession[]> {
      const kept = await store.list(spans);
      return kept.filter(isGood);
    },
  };
}

export type Sessions = ReturnType<typeof createSessions>;

export function isSamePerson(one: Person, other: Person): boolean {
  if (one.by === 'forum' && other.by === 'forum')
    return one.forum === other.forum && one.member === other.member;
  return one.by === other.by && one.who === other.who;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
