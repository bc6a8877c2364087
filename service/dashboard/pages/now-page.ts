import { button, field, postForm } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import { notice } from '../../look/notice.ts';
import { live } from '../../look/page.ts';
import { sayDuration, when } from '../../look/when.ts';
import { changesTexts } from '../texts/changes.ts';
import { connectPageTexts } from '../texts/connect.ts';
import { texts } from '../texts/say.ts';
import { changesTable } from './changes-table.ts';
import { decisionsTable } from './decisions-table.ts';
import { forumCard, oldestDue } from './forum-card.ts';
import { heldTally, unwantedTally } from './held-tally.ts';
import { lookBackSection } from './look-back-section.ts';
import { nowFigures } from './now-figures.ts';
import { proposedNotice } from '../review/proposed-notice.ts';
import { type NowReport, sumOf } from './now-report.ts';
import { rejectedNotice } from './rejected-notice.ts';
import { type Reader, csrfOf, dashboardPage, mayDo, section } from './shell.ts';

/** Whether all goes well, at a glance; what needs a person first, evidence below. */
export function nowPage(reader: Reader, report: NowReport): string {
  const { language } = reader;
  const { now: words } = texts[language];
  const { overview } = report;
  const now = overview.at;
  return dashboardPage(reader, {
    place: 'now',
    title: words.title,
    question: words.question,
    answer: answer(report, reader),
    refreshSeconds: 4,
    body: html`${live('notices', notices(report, reader))} ${live('figures', nowFigures(report, language))}
      ${overview.paused || !mayDo(reader, 'manager') ? '' : stopForm(reader)}
      ${report.lookingBack === null ? '' : lookBackSection(report.lookingBack, language)}
      ${section(
        'latest',
        { title: words.latest, question: words.latestQuestion },
        decisionsTable(report.recent, now, language),
      )}
      <div class="columns pair">
        ${section(
          'held',
          { title: words.heldBecause, question: words.heldBecauseQuestion(overview.windowHours) },
          heldTally(overview, language),
        )}
        ${section(
          'unwanted',
          { title: words.unwanted, question: words.unwantedQuestion },
          unwantedTally(overview, language),
        )}
      </div>
      ${section('forum', { title: words.forum, question: words.forumQuestion }, html`${forumCard(report, language)} ${connectLink(reader)}`)}
      ${
        report.changes.length === 0
          ? ''
          : section(
              'changes',
              { title: words.changes, question: words.changesQuestion },
              html`${changesTable(report.changes, now, language)}
                <p><a href="/changes">${changesTexts[language].seeAll}</a></p>`,
            )
      }`,
  });
}

function connectLink(reader: Reader): Html | '' {
  if (!mayDo(reader, 'operator')) return '';
  return html`<p class="after"><a href="/connect">${connectPageTexts[reader.language].link}</a></p>`;
}

function answer({ overview, progress }: NowReport, { language }: Reader): Html {
  const { now: words } = texts[language];
  const { windowHours, arrivals, decisions, recentOffers, openOffers } = overview;
  const sentence = words.answer({
    hours: windowHours,
    posts: arrivals.posts,
    considered: decisions.eventsConsidered,
    sent: (recentOffers.sent ?? 0) + (recentOffers.withdrawn ?? 0),
    waiting: (openOffers.waiting ?? 0) + (openOffers.sending ?? 0) + (openOffers.unknown ?? 0),
    held: decisions.held + (recentOffers.held ?? 0) + (recentOffers.expired ?? 0),
  });
  const oldest = oldestDue(progress);
  const overdueMs = 60_000;
  const due =
    oldest === null || oldest.ageMs < overdueMs
      ? words.onTime
      : words.overdue(sayDuration(oldest.ageMs, language));
  return html`${sentence} ${due}`;
}

function notices({ overview, rules }: NowReport, reader: Reader): Html {
  const { language } = reader;
  const { pause, attention } = texts[language];
  const count = sumOf(overview.needsAPerson);
  return html`${
    overview.paused
      ? notice({
          tone: 'waiting',
          title: pause.paused,
          body: html`<p>
              ${pause.pausedBy(overview.paused.who, overview.paused.why)}
              ${when(overview.paused.at, overview.at, language)}
            </p>
            <p>${pause.pausedMeans}</p>`,
          ...(mayDo(reader, 'manager')
            ? { actions: changeForum('/resume', pause.resumeForum, 'primary', reader) }
            : {}),
        })
      : ''
  }
  ${rules.rejected ? rejectedNotice(rules.rejected, overview.at, language) : ''}
  ${proposedNotice(overview.openOffers.proposed ?? 0, reader)}
  ${
    count === 0
      ? ''
      : notice({
          tone: 'failed',
          title: attention.notice(count),
          actions: html`<a class="button" href="/attention">${attention.look}</a>`,
        })
  }`;
}

function stopForm(reader: Reader): Html {
  const { pause } = texts[reader.language];
  return html`<details class="stop" id="stop">
    <summary>${pause.pauseForum}</summary>
    <p class="hint">${pause.pauseForumHint}</p>
    ${changeForum('/pause', pause.pauseForum, 'danger', reader)}
  </details>`;
}

function changeForum(action: string, label: string, kind: 'primary' | 'danger', reader: Reader): Html {
  const { words } = texts[reader.language];
  return postForm({
    action,
    csrf: csrfOf(reader),
    className: 'line',
    hidden: { scope: 'forum' },
    body: html`${field({ id: 'forum-why', name: 'why', label: words.why })} ${button(label, kind)}`,
  });
}
