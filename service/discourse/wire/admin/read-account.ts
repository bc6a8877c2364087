import { z } from 'zod';

export interface AccountView {
  id: number;
  username: string;
  trustLevel: number;
  isStaff: boolean;
  bio: string;
  hasOwnAvatar: boolean;
}

const account = z.object({
  user: z.object({
    id: z.int(),
    username: z.string(),
    trust_level: z.int(),
    admin: z.boolean().nullish(),
    moderator: z.boolean().nullish(),
    bio_raw: z.string().nullish(),
    uploaded_avatar_id: z.int().nullish(),
  }),
});

/** `GET /u/{name}.json`, asked as an administrator. */
export function readAccount(json: unknown): AccountView {
  const { user } = account.parse(json);
  return {
    id: user.id,
    username: user.username,
    trustLevel: user.trust_level,
    isStaff: user.admin === true || user.moderator === true,
    bio: user.bio_raw ?? '',
    hasOwnAvatar: typeof user.uploaded_avatar_id === 'number',
  };
}

export interface StandingView {
  active: boolean;
  staged: boolean;
  silencedTill: string | null;
  suspendedTill: string | null;
  trustLevel: number;
  isStaff: boolean;
  /** Topics and replies; elsewhere Discourse counts replies alone. */
  postCount: number;
  groupIds: readonly number[] | null;
}

const standing = z.object({
  active: z.boolean().nullish(),
  staged: z.boolean().nullish(),
  silenced_till: z.string().nullish(),
  suspended_till: z.string().nullish(),
  trust_level: z.int(),
  post_count: z.int().nullish(),
  groups: z.array(z.object({ id: z.int() })).nullish(),
  admin: z.boolean().nullish(),
  moderator: z.boolean().nullish(),
});

/** `GET /admin/users/{id}.json`. */
export function readStanding(json: unknown): StandingView {
  const read = standing.parse(json);
  return {
    active: read.active !== false,
    staged: read.staged === true,
    silencedTill: read.silenced_till ?? null,
    suspendedTill: read.suspended_till ?? null,
    trustLevel: read.trust_level,
    isStaff: read.admin === true || read.moderator === true,
    postCount: read.post_count ?? 0,
    groupIds: read.groups?.map(({ id }) => id) ?? null,
  };
}

/** The forum's own words stand in `why`: they name what its settings do not allow. */
export type AnswerOfJoining = { joined: true; active: boolean } | { joined: false; why: string };

/** `POST /users.json`: 200 also where nobody joined. */
export function readAnswerOfJoining(json: unknown): AnswerOfJoining {
  const read = z
    .object({ success: z.boolean(), active: z.boolean().nullish(), message: z.string().nullish() })
    .parse(json);
  if (read.success) return { joined: true, active: read.active === true };
  return { joined: false, why: (read.message ?? 'no reason given').replaceAll(/<[^>]*>/g, '').trim() };
}

export function readUpload(json: unknown): number {
  return z.object({ id: z.int() }).parse(json).id;
}
