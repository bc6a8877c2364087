import { chip } from '../../look/chip.ts';
import { button, field, postForm } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import { empty } from '../../look/notice.ts';
import { live } from '../../look/page.ts';
import { fold } from '../../look/story.ts';
import { sayNumber, when } from '../../look/when.ts';
import type {
  DeadEvent,
  NeedsAPerson,
  QuarantinedWebhook,
  StuckOffer,
} from '../../storage/reports/needs-a-person.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { RefusedGuide } from '../../model/plugin.ts';
import type { ReadCalendar } from '../../storage/reports/coming.ts';
import type { ReplaySubject } from '../../steer/actions.ts';
import { offerTone } from '../offer-tone.ts';
import { nameReason, sayAll } from '../say-because.ts';
import { texts } from '../texts/say.ts';
import { calendarTrouble } from './calendar-trouble.ts';
import { refusedGuides } from './refused-guides.ts';
import { type Reader, csrfOf, dashboardPage, mayDo, section } from './shell.ts';

/** What does not go on by itself, why, and a way on. */
export function attentionPage(
  reader: Reader,
  report: {
    stuck: NeedsAPerson;
    now: Date;
    calendars: readonly ReadCalendar[];
    refused: readonly RefusedGuide[];
    rulebook: Pick<Rulebook, 'site'> | null;
  },
): string {
  const { attention: words } = texts[reader.language];
  const { quarantined, deadEvents, stuckOffers } = report.stuck;
  const isStuck = quarantined.length + deadEvents.length + stuckOffers.length > 0;
  const isRead = report.calendars.every(({ problem }) => problem === null);
  const isEmpty = !isStuck && isRead && report.refused.length === 0;
  return dashboardPage(reader, {
    place: 'attention',
    title: words.title,
    question: words.question,
    ...(isStuck ? { answer: answer(report.stuck, reader) } : {}),
    refreshSeconds: 10,
    body: live(
      'stuck',
      isEmpty
        ? empty({ title: words.nothing, next: words.nothingNext })
        : html`${lists(report, reader)}${calendarTrouble(reader, report)}${refusedGuides(reader, report.refused)}`,
    ),
  });
}

function answer({ counts }: NeedsAPerson, reader: Reader): string {
  const { quarantined, deadEvents: events, deadOffers: offers, inReview: review } = counts;
  return texts[reader.language].attention.answer({ quarantined, events, offers, review });
}

function lists({ stuck, now }: { stuck: NeedsAPerson; now: Date }, reader: Reader): Html {
  const { attention: words } = texts[reader.language];
  const { quarantined, deadEvents, stuckOffers } = stuck;
  const replayable = deadEvents.filter(({ canReplay }) => canReplay).map(({ eventId }) => eventId);
  return html`${group(
    'quarantine',
    { title: words.quarantine, question: words.quarantineQuestion },
    quarantined.map((webhook) => quarantinedCard(webhook, now, reader)),
    replayAll(
      'inbox',
      quarantined.map(({ inboxId }) => inboxId),
      reader,
    ),
  )}
  ${group(
    'events',
    { title: words.events, question: words.eventsQuestion },
    deadEvents.map((event) => eventCard(event, now, reader)),
    replayAll('event', replayable, reader),
  )}
  ${group(
    'offers',
    { title: words.offers, question: words.offersQuestion },
    stuckOffers.map((offer) => offerCard(offer, now, reader)),
    '',
  )}`;
}

function group(
  id: string,
  heading: { title: string; question: string },
  cards: readonly Html[],
  all: Content,
): Html {
  return cards.length === 0 ? html`` : section(id, heading, html`${cards}${all}`);
}

function quarantinedCard(webhook: QuarantinedWebhook, now: Date, reader: Reader): Html {
  const { language } = reader;
  const { attention: words } = texts[language];
  return html`<article class="card" id="inbox-${webhook.inboxId}" data-arrives>
    <h3>
      <code>${webhook.eventName}</code>
      <span class="muted small"
        >${when(webhook.receivedAt, now, language)} · ${words.bytes(sayNumber(webhook.bytes, language))}</span
      >
    </h3>
    <p>${webhook.why}</p>
    ${
      webhook.body === null
        ? html`<p class="muted">${words.bodyGone}</p>`
        : html`${mayDo(reader, 'operator') ? bodyOf(webhook, words.body) : ''}
          ${replay('inbox', [webhook.inboxId], words.replay, reader)}`
    }
    ${mayDo(reader, 'operator') ? putAside(webhook.inboxId, reader) : ''}
  </article>`;
}

/** For what no new try can help, such as a body that is cut off: it needs nobody any more. */
function putAside(inboxId: string, reader: Reader): Html {
  const { attention: words } = texts[reader.language];
  const form = postForm({
    action: '/put-aside',
    csrf: csrfOf(reader),
    className: 'line',
    hidden: { ids: inboxId },
    body: html`${field({ id: `aside-why-${inboxId}`, name: 'why', label: words.asideWhy, required: true })}
      ${button(words.asideNow)}
      <p class="hint whole">${words.asideMeans}</p>`,
  });
  return fold({ id: `aside-${inboxId}`, summary: words.aside, body: form });
}

function bodyOf({ inboxId, body }: QuarantinedWebhook, summary: string): Html {
  return fold({ id: `body-${inboxId}`, summary, body: html`<pre>${body}</pre>` });
}

function eventCard(event: DeadEvent, now: Date, reader: Reader): Html {
  const { language } = reader;
  const { attention: words, words: common } = texts[language];
  const name =
    event.postId === null
      ? html`${event.memberName ?? common.unknown}`
      : html`<a href="/posts?url=${event.postId}">${common.postBy(event.postId, event.memberName)}</a>`;
  return html`<article class="card" id="event-${event.eventId}" data-arrives>
    <h3>
      ${name}
      <span class="muted small"
        ><code>${event.kind}</code> · ${when(event.endedAt ?? event.occurredAt, now, language)} ·
        ${words.tries(event.attempts)}</span
      >
    </h3>
    <p>${event.why === null ? common.unknown : nameReason(event.why, language)}</p>
    ${
      event.canReplay
        ? replay('event', [event.eventId], words.replay, reader)
        : html`<p class="muted">${words.cannotReplay}</p>`
    }
  </article>`;
}

function offerCard(offer: StuckOffer, now: Date, reader: Reader): Html {
  const { language } = reader;
  const { attention: words, words: common, offerStates } = texts[language];
  const post =
    offer.postId === null
      ? common.stageOf(offer.memberName)
      : html`<a href="/posts?url=${offer.postId}">${common.postBy(offer.postId, offer.memberName)}</a>`;
  return html`<article class="card" id="offer-${offer.offerId}" data-arrives>
    <h3>
      <code>${offer.resource}</code> · ${post} ${chip(offerTone[offer.state], offerStates[offer.state])}
      <span class="muted small"
        >${when(offer.changedAt, now, language)} · ${words.tries(offer.attempts)}</span
      >
    </h3>
    <div class="prose">${sayAll(offer.because, language)}</div>
    ${
      offer.state === 'dead'
        ? html`${replay('offer', [offer.offerId], words.replay, reader)}
            <p class="hint">${words.replayOfferHint}</p>`
        : ''
    }
  </article>`;
}

function replayAll(subject: ReplaySubject, ids: readonly string[], reader: Reader): Content {
  const { attention: words } = texts[reader.language];
  return ids.length < 2 ? '' : replay(subject, ids, words.replayAll(ids.length), reader);
}

/** What is put back at the start may have a body that only operators read. */
function replay(subject: ReplaySubject, ids: readonly string[], label: string, reader: Reader): Content {
  if (!mayDo(reader, 'operator')) return '';
  const { words } = texts[reader.language];
  const single = ids.length === 1;
  return postForm({
    action: '/replay',
    csrf: csrfOf(reader),
    className: 'line',
    hidden: { subject, ids: ids.join(',') },
    body: html`${single ? '' : field({ id: `why-${subject}`, name: 'why', label: words.why })}
    ${button(label)}`,
  });
}
