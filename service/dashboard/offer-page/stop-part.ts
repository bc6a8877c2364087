import { button, postForm } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import type { OfferOnPage } from '../../measure/offer-pages.ts';
import { type StopScope, stopScopes } from '../../model/stop-scope.ts';
import { type OfferPageTexts, offerPageTexts } from '../texts/offer-page.ts';

type Proof = { name: string; token: string };

/** What its member wants no more of: from this one rule to everything, and the way back. */
export function stopPart(language: Language, shown: OfferOnPage, csrf: Proof): Html {
  const words = offerPageTexts[language];
  const { offer, stopped } = shown;
  const left = stopScopes.filter((scope) => isLeft(shown, scope));
  return html`<section class="section" aria-labelledby="stop">
    <h2 id="stop">${stopped.has('all') ? words.stopped : words.stop}</h2>
    ${stopped.size === 0 ? '' : takenBack(language, shown, csrf)}
    ${
      left.length === 0
        ? ''
        : postForm({
            action: `/o/${offer.marker}/stop`,
            csrf,
            body: html`<fieldset class="choices">
                <legend>${stopped.size === 0 ? words.stopAsk : words.stopMore}</legend>
                ${left.map((scope) => scopeChoice(words, shown, scope))}
              </fieldset>
              <div class="actions">${button(words.stopButton, 'danger')}</div>
              <p class="muted small">${words.stopHint}</p>`,
          })
    }
  </section>`;
}

/** What is stopped already is no choice any more, nor what it is a part of. */
function isLeft({ stopped, offer }: OfferOnPage, scope: StopScope): boolean {
  if (stopped.has('all') || stopped.has(scope)) return false;
  if (scope === 'topic' && offer.topicId === null) return false;
  return !(scope === 'rule' && stopped.has('kind'));
}

function scopeChoice(words: OfferPageTexts, { offer }: OfferOnPage, scope: StopScope): Html {
  const label = words.stopScope[scope](words.kinds[offer.kind]);
  return html`<label class="choice">
    <input type="radio" name="scope" value="${scope}" required />
    <span>${label}</span>
  </label>`;
}

function takenBack(language: Language, { offer, stopped, pausedUntil }: OfferOnPage, csrf: Proof): Content {
  const words = offerPageTexts[language];
  const until =
    pausedUntil === null ? '' : new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(pausedUntil);
  const told = stopScopes.filter((scope) => stopped.has(scope));
  return html`<ul>
      ${told.map((scope) => html`<li>${words.stoppedScope[scope](words.kinds[offer.kind], until)}</li>`)}
    </ul>
    ${postForm({
      action: `/o/${offer.marker}/again`,
      csrf,
      body: html`<div class="actions">${button(words.takeBack, 'quiet')}</div>
        <p class="muted small">${words.takeBackHint}</p>`,
    })}`;
}
