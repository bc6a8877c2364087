import type { ForumCore } from '../forum-core.ts';
import type { ForumMember } from '../state/records.ts';
import { type SignInRequest, signSignIn } from './read-request.ts';

/** Where the browser goes on to, with who sits before it; null: nobody is signed in. */
export function answerSignIn(core: ForumCore, request: SignInRequest, member: ForumMember | null): string {
  const told = member === null ? { failed: 'true' } : tell(core, member);
  // Discourse writes them in the order of the alphabet.
  const fields = Object.entries({ ...Object.fromEntries(request.said), ...told }).toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  );
  const sso = Buffer.from(new URLSearchParams(fields).toString()).toString('base64');
  const answer = new URLSearchParams({ sso, sig: signSignIn(request.secret, sso) }).toString();
  return `${request.returnUrl}${request.returnUrl.includes('?') ? '&' : '?'}${answer}`;
}

/** A picture is told only where the member chose one. */
function tell({ state, baseUrl }: ForumCore, member: ForumMember): Record<string, string> {
  const groups = [...state.groups.all()].filter(({ memberIds }) => memberIds.includes(member.id));
  return {
    admin: String(member.admin),
    ...(member.avatarId === undefined
      ? {}
      : { avatar_url: `${baseUrl()}/uploads/default/original/1X/${member.avatarId}.png` }),
    email: member.email ?? `${member.username}@example.invalid`,
    external_id: String(member.id),
    groups: groups.map(({ name }) => name).join(','),
    moderator: String(member.moderator),
    ...(member.name === '' ? {} : { name: member.name }),
    username: member.username,
  };
}
