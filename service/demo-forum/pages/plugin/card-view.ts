import { postForm } from '../../../look/form.ts';
import { html, raw, safeHref } from '../../../look/html.ts';
import type { Html } from '../../../look/html.ts';
import { mark } from '../../../look/mark.ts';
import { cardAnswer } from '../../plugin/cards.ts';
import type { WaypostOffer } from '../../plugin/records.ts';
import type { Visit } from '../visit.ts';
import { cardMenu } from './card-menu.ts';
import { stepList } from './step-list.ts';

/** A card under a post, or a banner, in the eyes of the member it is for; the caller makes sure that it is theirs. */
export function cardView(visit: Visit, offer: WaypostOffer): Html {
  const words = visit.words.plugin;
  const card = cardAnswer(visit.forum.core, offer);
  const isBanner = offer.channel === 'banner';
  return html`<section
    id="card-${card.id}"
    class="waypost-card ${isBanner ? 'banner' : ''}"
    data-arrives
    aria-labelledby="title-${card.id}"
  >
    <p class="card-for muted small">${mark(16)}<span>${isBanner ? words.notice : words.onlyYou}</span></p>
    <div lang="${card.lang}" dir="${card.dir}">
      ${
        isBanner
          ? html`<h2 id="title-${card.id}">${card.title}</h2>`
          : html`<h3 id="title-${card.id}">${card.title}</h3>`
      }
      <div class="cooked prose">${raw(card.cooked)}</div>
      ${stepList(visit, card)}
      ${card.link ? html`<p class="card-link"><a href="${followHref(offer)}">${card.link.text}</a></p>` : ''}
    </div>
    ${foot(visit, offer)} ${why(visit, offer)} ${cardMenu(visit, offer)}
  </section>`;
}

/** One line in the place of a card that was put away a moment ago. */
export function goneView({ words: { plugin: words } }: Visit, { id }: WaypostOffer): Html {
  return html`<div id="card-${id}" class="waypost-gone muted small">
    <span>${words.gone}</span>
    ${postForm({
      action: `/waypost/cards/${id}/restore`,
      csrf: null,
      body: html`<button type="submit" class="act">${words.undo}</button>`,
    })}
  </div>`;
}

/** Through us, so that following it is known; where it leads is what the service said and the contract allows. */
function followHref({ id, link }: WaypostOffer): string {
  return link && safeHref(link.url) !== '#' ? `/waypost/cards/${id}/follow` : '#';
}

function foot({ words: { plugin: words } }: Visit, { id, traces }: WaypostOffer): Html {
  const answer = (helped: boolean, label: string): Html => {
    const isChosen = traces.rating === (helped ? 'helped' : 'not_helped');
    return html`<button
      type="submit"
      name="helped"
      value="${String(helped)}"
      class="choice"
      aria-pressed="${String(isChosen)}"
    >
      ${label}
    </button>`;
  };
  return html`<div class="card-foot">
    ${postForm({
      action: `/waypost/cards/${id}/rate`,
      csrf: null,
      className: 'rating',
      body: html`<span id="rate-${id}">${words.didItHelp}</span>
        <span class="choices" role="group" aria-labelledby="rate-${id}"
          >${answer(true, words.helped)}${answer(false, words.notHelped)}</span
        >`,
    })}
    ${postForm({
      action: `/waypost/cards/${id}/dismiss`,
      csrf: null,
      body: html`<button type="submit" class="act" aria-describedby="title-${id}">${words.notNow}</button>`,
    })}
    <p class="muted small" role="status">${traces.rating === null ? '' : words.thanks[traces.rating]}</p>
  </div>`;
}

function why({ words: { plugin: words }, language }: Visit, { id, why: reason }: WaypostOffer): Html {
  const sayDay = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  const said = [
    reason.text,
    reason.owner === null ? null : words.lookedAfter(reason.owner),
    reason.reviewed_on === null ? null : words.checked(sayDay.format(new Date(reason.reviewed_on))),
    words.whyOnlyYou,
  ];
  return html`<details id="why-${id}">
    <summary class="small">${words.why}</summary>
    <p class="folded small muted">${said.filter((text) => text !== null).join(' ')}</p>
  </details>`;
}
