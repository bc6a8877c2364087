import { chip } from '../../look/chip.ts';
import { field, postForm } from '../../look/form.ts';
import { html, raw } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import { fold } from '../../look/story.ts';
import { when } from '../../look/when.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { EditFault } from '../../rulebook/resources/edit-guide.ts';
import type { ProposedOffer } from '../../storage/reports/proposed-offers.ts';
import { type Reader, csrfOf } from '../pages/shell.ts';
import { sayAll } from '../say-because.ts';
import { markAll } from '../story/mark-evidence.ts';
import { reviewTexts } from '../texts/review.ts';
import { texts } from '../texts/say.ts';
import { type RenderedProposal, renderProposed } from './render-proposed.ts';

export interface CardContext {
  rulebook: Rulebook | null;
  forumUrl: string;
  now: Date;
  cook(markdown: string): string;
  /** A text that could not be sent, and why: it is shown again as it was typed. */
  refused: { id: string; typed: string; faults: readonly EditFault[] } | null;
}

/** One proposed offer: what the member wrote, what would be sent, why, and the decision. */
export function reviewCard(proposed: ProposedOffer, context: CardContext, reader: Reader): Html {
  const { language } = reader;
  const words = reviewTexts[language];
  const { offer, memberName } = proposed;
  const rendered = context.rulebook && renderProposed(context.rulebook, proposed);
  const name = rendered?.title ?? rendered?.resource.title ?? offer.resource;
  return html`<article class="card review" id="offer-${offer.id}" data-review tabindex="-1" data-arrives>
    <h2>
      ${offer.kind === 'care' ? '' : chooser(offer.id, words.choose(name))} ${name}
      <span class="muted small">${words.to(memberName ?? words.somebody)}</span>
      ${offer.kind === 'care' ? chip('waiting', words.care) : ''}
    </h2>
    ${whatWasWritten(proposed, context, reader)}
    ${rendered === null ? html`<p>${words.guideGone}</p>` : wouldSend(rendered, proposed, context, reader)}
    ${facts(proposed, rendered, context, reader)} ${decide(proposed, rendered, context, reader)}
  </article>`;
}

/** For several at once. Care is decided one by one. */
function chooser(id: string, label: string): Html {
  return html`<label class="choose"
    ><input type="checkbox" name="ids" value="${id}" form="chosen" aria-label="${label}"
  /></label>`;
}

function whatWasWritten(
  { offer, text }: ProposedOffer,
  { forumUrl }: CardContext,
  { language }: Reader,
): Html {
  const words = reviewTexts[language];
  const open =
    offer.postId === null ? '' : html`<p><a href="${forumUrl}/p/${offer.postId}">${words.openPost}</a></p>`;
  if (offer.postId === null) return html`<p class="muted">${words.noPost}</p>`;
  if (offer.kind === 'care')
    return html`<p>${words.careText}</p>
      ${open}`;
  if (text === null)
    return html`<p class="muted">${words.textGone}</p>
      ${open}`;
  const found = (part: 'title' | 'body') => offer.evidence.filter((each) => each.part === part);
  return html`<p class="what">${markAll(text.title, found('title'))}</p>
    <blockquote class="evidence long">${markAll(text.raw, found('body'))}</blockquote>
    ${open}`;
}

function wouldSend(
  { title, raw: markdown, items, locale }: RenderedProposal,
  { offer }: ProposedOffer,
  { cook }: CardContext,
  { language }: Reader,
): Html {
  const { wouldSend: ways } = reviewTexts[language];
  const way = Object.hasOwn(ways, offer.channel) ? ways[offer.channel as keyof typeof ways] : ways.other;
  return html`<h3>${way}</h3>
    <div class="preview" lang="${locale}" dir="auto">
      ${title === null ? '' : html`<p><strong>${title}</strong></p>`} ${raw(cook(markdown))}
      ${
        items.length === 0
          ? ''
          : html`<ol>
              ${items.map((item) => html`<li>${raw(cook(item))}</li>`)}
            </ol>`
      }
    </div>`;
}

function facts(
  { offer }: ProposedOffer,
  rendered: RenderedProposal | null,
  { now, rulebook }: CardContext,
  { language }: Reader,
): Html {
  const words = reviewTexts[language];
  const { never } = texts[language].words;
  const reviewedOn = rendered?.resource.reviewedOn ?? null;
  const rows: [string, Content][] = [
    [words.timeLeft, when(offer.decideBy ?? offer.expiresAt, now, language)],
    [words.notBefore, offer.notBefore > now ? when(offer.notBefore, now, language) : words.onceApproved],
    [words.rule, html`<code>${offer.rule}</code> ${rulebook?.rules.get(offer.rule)?.goal ?? ''}`],
    [words.owner, rendered?.resource.owner ?? ''],
    [words.reviewed, reviewedOn === null ? never : when(reviewedOn, now, language)],
  ];
  return html`${fold({
      id: `why-${offer.id}`,
      summary: words.why,
      body: html`${sayAll(offer.because, language)}`,
    })}
    <dl class="facts">
      ${rows.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>`;
}

function decide(
  { offer }: ProposedOffer,
  rendered: RenderedProposal | null,
  { refused }: CardContext,
  reader: Reader,
): Html {
  const words = reviewTexts[reader.language];
  const own = refused?.id === offer.id ? refused : null;
  const isCare = offer.kind === 'care';
  const edit =
    rendered === null || isCare ? '' : editor(offer.id, own?.typed ?? rendered.template, own, reader);
  return postForm({
    action: '/review',
    csrf: csrfOf(reader),
    className: 'moves',
    // Care is sent as it was seen; what is changed on other cards stands in their field.
    hidden: { id: offer.id, ...(isCare && rendered !== null ? { text: rendered.template } : {}) },
    body: html`${noDefault} ${edit}
      ${field({ id: `reason-${offer.id}`, name: 'why', label: words.reason, hint: words.reasonHint })}
      <div class="actions">
        ${rendered === null ? '' : choice('approve', isCare ? words.send : words.approve, 'primary')}
        ${choice('reject', words.reject, 'danger')}
      </div>`,
  });
}

function editor(id: string, text: string, refused: CardContext['refused'], { language }: Reader): Html {
  const words = reviewTexts[language];
  const faults = refused?.faults ?? [];
  return html`<details id="edit-${id}" data-edit ${refused === null ? '' : html`open`}>
    <summary>${words.edit}</summary>
    <div class="folded">
      ${
        faults.length === 0
          ? ''
          : html`<div role="alert" id="faults-${id}">
              <p>${words.faults}</p>
              <ul class="reasons">
                ${faults.map(({ line, message }) => html`<li>${words.line(line)}: <span lang="en">${message}</span></li>`)}
              </ul>
            </div>`
      }
      <div class="field">
        <label for="text-${id}">${words.edit}</label>
        <textarea
          id="text-${id}"
          name="text"
          maxlength="4000"
          rows="10"
          aria-describedby="text-${id}-hint${faults.length === 0 ? '' : ` faults-${id}`}"
        >
${text}</textarea>
        <p class="hint" id="text-${id}-hint">${words.editHint}</p>
      </div>
    </div>
  </details>`;
}

function choice(decision: 'approve' | 'reject', label: string, kind: 'primary' | 'danger'): Html {
  return html`<button
    type="submit"
    name="decision"
    value="${decision}"
    class="button ${kind}"
    data-${decision}
  >
    ${label}
  </button>`;
}

/** The first button of a form is what Enter in a field presses; nothing is decided that way. */
const noDefault = html`<button type="submit" disabled hidden></button>`;

/** For the offers that were chosen on the page. */
export function chosenForm(reader: Reader): Html {
  const words = reviewTexts[reader.language];
  return html`<form
    method="post"
    action="/review/several"
    id="chosen"
    class="line several"
    aria-label="${words.several}"
  >
    <input type="hidden" name="csrf" value="${csrfOf(reader).token}" />
    ${noDefault} ${field({ id: 'reason-several', name: 'why', label: words.reason })}
    <button type="submit" name="decision" value="approve" class="button">${words.approveSeveral}</button>
    <button type="submit" name="decision" value="reject" class="button danger">${words.rejectSeveral}</button>
  </form>`;
}
