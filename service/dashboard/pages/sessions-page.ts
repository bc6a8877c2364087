import { chip } from '../../look/chip.ts';
import { button, field, postForm } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import { notice } from '../../look/notice.ts';
import { table } from '../../look/table.ts';
import { when } from '../../look/when.ts';
import type { DashboardRole } from '../../model/dashboard-role.ts';
import type { KeptSession, Person } from '../../storage/session-store.ts';
import { isSamePerson } from '../sign-in/sessions.ts';
import { peopleTexts } from '../texts/people.ts';
import { texts } from '../texts/say.ts';
import { nameRole } from './name-role.ts';
import { type Reader, csrfOf, dashboardPage, mayDo, section } from './shell.ts';

export interface SessionsReport {
  all: readonly KeptSession[];
  now: Date;
  isEnded: boolean;
  rolesFor: (person: Person) => readonly DashboardRole[];
}

/** Where the reader is signed in; for operators, who else is. */
export function sessionsPage(reader: Reader, report: SessionsReport): string {
  const { sessions: words } = peopleTexts[reader.language];
  const own = report.all.filter(({ person }) => isSamePerson(person, reader.session.person));
  return dashboardPage(reader, {
    place: 'sessions',
    title: words.title,
    question: words.question,
    answer: words.answer(own.length, reader.session.who, nameRole(reader.session.roles, reader.language)),
    body: html`${report.isEnded ? notice({ tone: 'good', title: words.done }) : ''}
    ${section(
      'own',
      { title: words.yours, question: words.yoursQuestion },
      html`${sessionTable(own, report, reader)} ${endAll(own, reader)}`,
    )}
    ${mayDo(reader, 'operator') ? others(report, reader) : ''}`,
  });
}

function sessionTable(shown: readonly KeptSession[], { now }: SessionsReport, reader: Reader): Html {
  const { language, session: me } = reader;
  const { sessions: words } = peopleTexts[language];
  const isOwn = shown.some(({ id }) => id === me.id);
  return table({
    caption: words.title,
    columns: [
      { label: words.device },
      { label: words.opened },
      { label: words.seen },
      { label: words.session },
    ],
    rows: shown.map((session) => [
      html`${session.device || words.unknownDevice}
        <span class="muted small">${words.by[session.person.by]}</span>`,
      when(session.openedAt, now, language),
      when(session.seenAt, now, language),
      isOwn ? ownEnd(session, reader) : '',
    ]),
  });
}

function ownEnd(session: KeptSession, reader: Reader): Content {
  const { sessions: words } = peopleTexts[reader.language];
  if (session.id === reader.session.id) return chip('good', words.thisOne);
  return postForm({
    action: '/sessions/end',
    csrf: csrfOf(reader),
    hidden: { id: session.id },
    body: button(words.end),
  });
}

function endAll(own: readonly KeptSession[], reader: Reader): Content {
  if (own.length < 2) return '';
  const { sessions: words } = peopleTexts[reader.language];
  return postForm({
    action: '/sessions/end-own',
    csrf: csrfOf(reader),
    className: 'moves',
    body: button(words.endAll, 'danger'),
  });
}

function others(report: SessionsReport, reader: Reader): Html {
  const { sessions: words } = peopleTexts[reader.language];
  const rest = report.all.filter(({ person }) => !isSamePerson(person, reader.session.person));
  const people = rest.filter(
    ({ person }, index) => rest.findIndex((other) => isSamePerson(other.person, person)) === index,
  );
  const cards = people.map(({ id, person }) => {
    const theirs = rest.filter((session) => isSamePerson(session.person, person));
    return personCard({ id, person, theirs }, report, reader);
  });
  const body = cards.length === 0 ? html`<p class="muted">${words.nobodyElse}</p>` : html`${cards}`;
  return section('others', { title: words.others, question: words.othersQuestion }, body);
}

function personCard(
  { id, person, theirs }: { id: string; person: Person; theirs: readonly KeptSession[] },
  report: SessionsReport,
  reader: Reader,
): Html {
  const { sessions: words } = peopleTexts[reader.language];
  const { words: common } = texts[reader.language];
  return html`<article class="card" id="person-${id}">
    <h3>
      ${person.who} <span class="muted small">${nameRole(report.rolesFor(person), reader.language)}</span>
    </h3>
    ${sessionTable(theirs, report, reader)}
    ${postForm({
      action: '/sessions/end-others',
      csrf: csrfOf(reader),
      className: 'line',
      hidden: { id },
      body: html`${field({ id: `why-${id}`, name: 'why', label: common.why })}
      ${button(words.endOthers(person.who), 'danger')}`,
    })}
  </article>`;
}
