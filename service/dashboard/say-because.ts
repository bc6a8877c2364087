import { sayReason, sayReasonInParts } from '../engine/explaining/say-reason.ts';
import { html } from '../look/html.ts';
import type { Html } from '../look/html.ts';
import type { Language } from '../look/language.ts';
import { exactly } from '../look/when.ts';
import { type Reason, type ReasonCode, reasonsToConsider } from '../model/reason.ts';
import { reasonNames } from './texts/reason-names.ts';

/** The reasons that decided, without those that only say why a rule was looked at; all of them when there are no others. */
export function decidingReasons(because: readonly Reason[]): readonly Reason[] {
  const deciding = because.filter(({ code }) => !reasonsToConsider.includes(code));
  return deciding.length > 0 ? deciding : because;
}

export function sayFirst(because: readonly Reason[], language: Language): Html {
  return sayAll(decidingReasons(because).slice(0, 1), language);
}

/** The same as plain text, its times in UTC: for where a sentence goes on. */
export function sayFirstPlainly(because: readonly Reason[], language: Language): string {
  const first = decidingReasons(because).at(0);
  return first ? sayPlainly(first, language) : '';
}

export function sayLast(because: readonly Reason[], language: Language): Html {
  return sayAll(decidingReasons(because).slice(-1), language);
}

/** Why the rule was looked at: the words that it found, else the first reason of that kind. */
export function sayOccasion(because: readonly Reason[], language: Language): Html {
  const occasion = because.find(({ code }) => code === 'text_matched') ?? because.at(0);
  return occasion ? say(occasion, language) : html``;
}

/** One reason as a sentence, several as a list. */
export function sayAll(because: readonly Reason[], language: Language): Html {
  const [only, ...more] = because;
  if (!only) return html``;
  if (more.length === 0) return say(only, language);
  return html`<ul class="reasons">
    ${because.map((reason) => html`<li>${say(reason, language)}</li>`)}
  </ul>`;
}

/** A stored reason as a sentence; what is no known code is a sentence already. */
export function sayStored(code: string, language: Language): string {
  return Object.hasOwn(reasonNames[language], code)
    ? sayReason({ code: code as ReasonCode }, language)
    : code;
}

/** The short name of a stored reason; what has no name is shown as it is. */
export function nameReason(code: string, language: Language): string {
  const names: Readonly<Record<string, string>> = reasonNames[language];
  return Object.hasOwn(names, code) ? (names[code] ?? code) : code;
}

function say(reason: Reason, language: Language): Html {
  if (!isKnown(reason)) return html`${reason.code}`;
  const parts = sayReasonInParts(reason, language);
  return html`${parts.map((part) => (typeof part === 'string' ? part : exactly(part, language)))}`;
}

function sayPlainly(reason: Reason, language: Language): string {
  return isKnown(reason) ? sayReason(reason, language) : reason.code;
}

/** A row may carry a code of a newer program than this one. */
function isKnown({ code }: Reason): boolean {
  return Object.hasOwn(reasonNames.en, code);
}
