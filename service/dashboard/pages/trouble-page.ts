import { html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { notice } from '../../look/notice.ts';
import { page } from '../../look/page.ts';
import type { DashboardRole } from '../../model/dashboard-role.ts';
import type { RoleGroups } from '../../model/role-groups.ts';
import { peopleTexts } from '../texts/people.ts';
import { texts } from '../texts/say.ts';

export type Trouble =
  | { kind: 'database' }
  | { kind: 'unexpected'; requestId: string }
  | { kind: 'not_found' }
  | { kind: 'stale' }
  | { kind: 'foreign' }
  | { kind: 'too_many' }
  /** Somebody is signed in and may not do this; one of these roles may. */
  | { kind: 'role'; needed: readonly DashboardRole[]; roleGroups: RoleGroups }
  /** A change that was understood and not made, with the sentence that says why. */
  | { kind: 'not_done'; because: string };

/** A page for when something went wrong: what, and what to do. */
export function troublePage(language: Language, trouble: Trouble): string {
  const words = texts[language].trouble;
  const { title, body } = say(language, trouble);
  return page({
    language,
    title: words.title,
    question: words.question,
    width: 'narrow',
    ...(trouble.kind === 'database' ? { refreshSeconds: 5 } : {}),
    body: notice({
      tone: trouble.kind === 'role' ? 'waiting' : 'failed',
      title,
      body,
      actions: html`<a class="button" href="/"
        >${trouble.kind === 'role' ? peopleTexts[language].toStart : words.again}</a
      >`,
    }),
  });
}

function say(language: Language, trouble: Trouble): { title: string; body: ReturnType<typeof html> } {
  const words = texts[language].trouble;
  switch (trouble.kind) {
    case 'database':
      return { title: words.database, body: html`<p>${words.databaseNext}</p>` };
    case 'unexpected':
      return {
        title: words.unexpected,
        body: html`<p>${words.unexpectedNext} <code>${trouble.requestId}</code></p>`,
      };
    case 'not_found':
      return { title: words.notFound, body: html`<p>${words.notFoundNext}</p>` };
    case 'stale':
      return { title: words.refused, body: html`<p>${words.stale}</p>` };
    case 'foreign':
      return { title: words.refused, body: html`<p>${words.foreign}</p>` };
    case 'too_many':
      return { title: words.refused, body: html`<p>${words.tooMany}</p>` };
    case 'role':
      return {
        title: peopleTexts[language].notYours,
        body: html`<p>
          ${peopleTexts[language].notYoursNext(namesOf(language, trouble.needed, trouble.roleGroups))}
        </p>`,
      };
    case 'not_done':
      return { title: words.notDone, body: html`<p>${trouble.because}</p>` };
  }
}

/** "managers (moderators of the forum, community-team)" */
function namesOf(language: Language, roles: readonly DashboardRole[], groups: RoleGroups): string {
  const words = peopleTexts[language];
  const automatic: Readonly<Record<string, string>> = words.groups;
  return roles
    .map((role) => {
      const names = groups[role].map((group) => automatic[group] ?? group);
      return names.length === 0
        ? words.inNoGroup(words.roles[role])
        : words.inGroups(words.roles[role], names.join(', '));
    })
    .join(` ${words.or} `);
}
