import { postForm } from '../../../look/form.ts';
import { html } from '../../../look/html.ts';
import type { Html } from '../../../look/html.ts';
import { hasHelpers } from '../../plugin/cards.ts';
import type { WaypostOffer } from '../../plugin/records.ts';
import { snoozeDays } from '../../plugin/vocabulary.ts';
import type { Visit } from '../visit.ts';
import { settingsHref } from './settings-href.ts';

/** The quieter ways out of a card: later, never, a person instead. */
export function cardMenu(visit: Visit, offer: WaypostOffer): Html {
  const words = visit.words.plugin;
  const press = (action: string, label: string, hidden: Record<string, string> = {}): Html =>
    postForm({
      action: `/waypost/cards/${offer.id}/${action}`,
      csrf: null,
      hidden,
      body: html`<button type="submit" class="act">${label}</button>`,
    });
  const asked =
    offer.traces.askedPersonAt === null ? '' : html`<p class="muted small">${words.personAsked}</p>`;
  return html`<details id="more-${offer.id}">
    <summary class="small">${words.more}</summary>
    <div class="folded card-menu">
      ${snoozeDays.map((days) => press('snooze', words.snooze(days), { days: String(days) }))}
      ${press('decline-kind', words.declineKind(words.kinds[offer.kind][0]))}
      ${hasHelpers(visit.forum.core) ? press('ask-person', words.talkToPerson) : ''}
      <a class="act" href="${settingsHref(visit.member)}">${words.settings}</a>
      ${asked}
    </div>
  </details>`;
}
