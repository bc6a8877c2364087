import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import { page } from '../../look/page.ts';
import { isStaff } from '../forum-core.ts';
import { roleOf } from '../pages/visit.ts';
import type { Visit } from '../pages/visit.ts';
import type { ForumMember } from '../state/records.ts';

const shownAtMost = 8;

const texts = {
  en: {
    title: 'Sign in as',
    question: (site: string) => `${site} asks who you are. A real forum would ask for your password.`,
    admin: 'administrator',
    moderator: 'moderator',
  },
  de: {
    title: 'Anmelden als',
    question: (site: string) =>
      `${site} fragt, wer du bist. Ein echtes Forum würde nach deinem Passwort fragen.`,
    admin: 'Administration',
    moderator: 'Moderation',
  },
};

/** Whoever is chosen is who the other site is told of. */
export function signInAsPage(visit: Visit, asked: { sso: string; sig: string; returnUrl: string }): string {
  const words = texts[visit.language];
  const link = (member: ForumMember): Html => {
    const query = new URLSearchParams({ sso: asked.sso, sig: asked.sig, as: member.username }).toString();
    return html`<a class="button" href="/session/sso_provider?${query}"
      >${member.name}, ${describe(visit, member)}</a
    >`;
  };
  return page({
    language: visit.language,
    title: words.title,
    question: words.question(new URL(asked.returnUrl).host),
    site: { name: visit.words.forum, href: '/' },
    styles: ['/forum.css'],
    width: 'narrow',
    body: html`<div class="actions">${choices(visit).map(link)}</div>`,
  });
}

/** Staff first, then some others, so that one sees who is let in and who is not. */
function choices({ forum }: Visit): ForumMember[] {
  const people = forum.members.filter(
    (member) => member.id > 0 && member.username !== forum.botUsername && member.standing === 'active',
  );
  const others = people.filter((member) => !isStaff(member));
  return [...people.filter(isStaff), ...others].slice(0, shownAtMost);
}

function describe(visit: Visit, member: ForumMember): string {
  const words = texts[visit.language];
  if (member.admin) return words.admin;
  return member.moderator ? words.moderator : roleOf(visit, member);
}
