import { replyTextsIn, whyItCame } from '../../engine/render/why-it-came.ts';
import { button, postForm } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { notice } from '../../look/notice.ts';
import { page } from '../../look/page.ts';
import { when } from '../../look/when.ts';
import type { OfferOnPage } from '../../measure/offer-pages.ts';
import type { Resource } from '../../rulebook/resources/resource.ts';
import { privacyLink } from '../privacy/privacy-page.ts';
import { offerPageTexts } from '../texts/offer-page.ts';
import { stopPart } from './stop-part.ts';
import type { KnownVisitor } from './visitor-cookie.ts';

export interface OfferPageView {
  shown: OfferOnPage;
  /** The guide as it is now; null: it is gone. */
  guide: Resource | null;
  visitor: KnownVisitor | null;
  forumUrl: string | null;
  /** Whether the forum says who somebody is. */
  canSignIn: boolean;
  now: Date;
}

/** Why one offer came, and what its member makes of it; everybody else reads what stands on the forum anyway. */
export function offerPage(language: Language, view: OfferPageView): string {
  const { shown, guide, visitor } = view;
  const words = offerPageTexts[language];
  const isPublic = shown.offer.channel === 'reply';
  const isOwn = visitor !== null && visitor.id === shown.offer.memberId;
  if (!isPublic && !isOwn) return privatePage(language, view);
  const title = guide === null ? words.titleGone : words.title(titleIn(guide, language));
  return shell(language, {
    title,
    question: words.question,
    body: html`${facts(language, view)}
    ${isOwn ? ownPart(language, view, visitor) : strangersPart(language, view)} ${signedIn(language, view)}`,
  });
}

/** What stands where a page cannot be shown. */
export function noOfferPage(language: Language, because: 'notKnown' | 'expired', back?: string): string {
  const words = offerPageTexts[language];
  const next = because === 'notKnown' ? words.notKnownNext : words.expiredNext;
  return shell(language, {
    title: words[because],
    question: next,
    body: back === undefined ? '' : html`<p><a class="button" href="${back}">${words.again}</a></p>`,
  });
}

function shell(language: Language, about: { title: string; question: string; body: Content }): string {
  return page({
    language,
    width: 'narrow',
    site: { name: 'Waypost', href: '#content' },
    footer: privacyLink(language),
    ...about,
  });
}

function privatePage(language: Language, view: OfferPageView): string {
  const words = offerPageTexts[language];
  return shell(language, {
    title: words.private,
    question: words.privateNext,
    body: html`${view.visitor === null ? signInPart(language, view) : ''} ${signedIn(language, view)}`,
  });
}

function facts(language: Language, { shown, guide, forumUrl, now }: OfferPageView): Html {
  const words = offerPageTexts[language];
  const { offer } = shown;
  // The page escapes what the member wrote itself.
  const why = whyItCame(replyTextsIn(language), offer, (text) => text);
  const reviewed = guide?.reviewedOn ?? null;
  return html`<dl class="facts">
      <dt>${words.why}</dt>
      <dd>${why}</dd>
      <dt>${words.owner}</dt>
      <dd>${guide?.owner ?? words.never}</dd>
      <dt>${words.reviewed}</dt>
      <dd>${reviewed === null ? words.never : when(reviewed, now, language)}</dd>
    </dl>
    ${
      offer.topicId === null || forumUrl === null
        ? ''
        : html`<p><a href="${forumUrl}/t/${offer.topicId}">${words.backToTopic}</a></p>`
    }`;
}

function ownPart(language: Language, { shown }: OfferPageView, visitor: KnownVisitor): Html {
  const words = offerPageTexts[language];
  const { offer, helped } = shown;
  const csrf = { name: 'csrf', token: visitor.csrf };
  const said = helped === true ? words.saidHelped : words.saidNotHelped;
  return html`<section class="section" aria-labelledby="ask">
      <h2 id="ask">${words.ask}</h2>
      <p>${helped === null ? words.askHint : `${said} ${words.changeMind}`}</p>
      ${postForm({
        action: `/o/${offer.marker}/vote`,
        csrf,
        body: html`<div class="actions">
          ${choice('yes', words.helped, helped === true)} ${choice('no', words.notHelped, helped === false)}
        </div>`,
      })}
    </section>
    ${stopPart(language, shown, csrf)}`;
}

function choice(value: string, label: string, isChosen: boolean): Html {
  return html`<button
    type="submit"
    name="helped"
    value="${value}"
    class="button ${isChosen ? 'primary' : ''}"
    aria-pressed="${isChosen ? 'true' : 'false'}"
  >
    ${label}
  </button>`;
}

function strangersPart(language: Language, view: OfferPageView): Html {
  const words = offerPageTexts[language];
  if (view.visitor === null) return signInPart(language, view);
  return notice({ tone: 'still', title: words.notYours(view.visitor.username), body: words.notYoursNext });
}

function signInPart(language: Language, { shown, forumUrl, canSignIn }: OfferPageView): Html {
  const words = offerPageTexts[language];
  if (!canSignIn) return html`<p>${words.noSignIn}</p>`;
  const host = forumUrl === null ? '' : new URL(forumUrl).host;
  return html`<section class="section" aria-labelledby="sign-in">
    <h2 id="sign-in">${words.signIn}</h2>
    <p>${words.signInHint(host)}</p>
    <p><a class="button primary" href="/o/sign-in?offer=${shown.offer.marker}">${words.signInButton}</a></p>
  </section>`;
}

function signedIn(language: Language, { visitor, shown }: OfferPageView): Content {
  if (visitor === null) return '';
  const words = offerPageTexts[language];
  return html`<div class="section">
    <p class="muted small">${words.signedInAs(visitor.username)}</p>
    ${postForm({
      action: '/o/sign-out',
      csrf: { name: 'csrf', token: visitor.csrf },
      hidden: { offer: shown.offer.marker },
      body: button(words.signOut, 'quiet'),
    })}
  </div>`;
}

function titleIn(guide: Resource, language: Language): string {
  return guide.variants.get(language)?.title ?? guide.title;
}
