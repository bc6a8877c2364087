import { z } from 'zod';
import type { ForumStanding } from '../../../model/role-groups.ts';
import type { ChangingSecret } from '../cookie-signer.ts';
import { isSignedWith } from './signature.ts';

/** What the forum says of the member before the browser. The address of their mailbox comes too, and is not read. */
export interface SignedInMember {
  id: number;
  username: string;
  /** A picture on the forum itself; null for every other place, which our pages would not load. */
  avatarUrl: string | null;
  standing: ForumStanding;
}

/** `isOfPrevious`: signed with the secret that is being taken out of use. */
export type SignInAnswer =
  | { kind: 'member'; nonce: string; member: SignedInMember; isOfPrevious: boolean }
  /** Asked quietly, and nobody is signed in there. */
  | { kind: 'nobody'; nonce: string }
  | { kind: 'forged' }
  | { kind: 'unreadable' };

const flag = z.enum(['true', 'false']).optional();
const said = z.object({
  nonce: z.string().min(1).max(200),
  failed: flag,
  external_id: z
    .string()
    .regex(/^[1-9]\d{0,9}$/)
    .transform(Number)
    .optional(),
  username: z.string().trim().min(1).max(100).optional(),
  avatar_url: z.string().max(2_000).optional(),
  admin: flag,
  moderator: flag,
  groups: z.string().max(100_000).optional(),
});

/** Reads `sso` and `sig` of the address that the forum sent the browser back to; nothing is read before the signature. */
export function readSignInAnswer(
  forum: { url: string } & ChangingSecret,
  { sso, sig }: { sso: string; sig: string },
): SignInAnswer {
  const { secret, previous = null } = forum;
  const isOfPresent = isSignedWith(secret, sso, sig);
  const isOfPrevious = !isOfPresent && previous !== null && isSignedWith(previous, sso, sig);
  if (!isOfPresent && !isOfPrevious) return { kind: 'forged' };
  const fields = new URLSearchParams(Buffer.from(sso, 'base64').toString('utf8'));
  const parsed = said.safeParse(Object.fromEntries(fields));
  if (!parsed.success) return { kind: 'unreadable' };
  const {
    nonce,
    failed,
    external_id: id,
    username,
    avatar_url: avatar,
    admin,
    moderator,
    groups,
  } = parsed.data;
  if (failed === 'true') return { kind: 'nobody', nonce };
  if (id === undefined || username === undefined) return { kind: 'unreadable' };
  return {
    kind: 'member',
    nonce,
    isOfPrevious,
    member: {
      id,
      username,
      avatarUrl: onForum(avatar, forum.url),
      standing: {
        admin: admin === 'true',
        moderator: moderator === 'true',
        groups: (groups ?? '').split(',').filter((group) => group !== ''),
      },
    },
  };
}

function onForum(address: string | undefined, forumUrl: string): string | null {
  const url = address === undefined ? null : URL.parse(address);
  return url?.origin === new URL(forumUrl).origin ? url.href : null;
}
