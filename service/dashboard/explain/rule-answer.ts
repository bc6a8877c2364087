import { sayChanges as changesOf } from '../../engine/explaining/say-change.ts';
import { valueNames } from '../../engine/texts/value-names.ts';
import type { RuleAnswer } from '../../explain/explain-event.ts';
import { chip } from '../../look/chip.ts';
import type { Tone } from '../../look/chip.ts';
import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { tally } from '../../look/tally.ts';
import { when } from '../../look/when.ts';
import type { Reason } from '../../model/reason.ts';
import { sayAll } from '../say-because.ts';
import { explainTexts } from '../texts/explain.ts';
import { texts } from '../texts/say.ts';
import { foldFacts } from './fold-facts.ts';

export interface AnswerContext {
  language: Language;
  now: Date;
  /** Distinguishes the folds of one page. */
  id: string;
  /** Version of the rules in force; null: none are. */
  version: string | null;
  /** Where the rule can be tried out on this post; null: nowhere. */
  tryAt: string | null;
  /** What became of its offer, if it made one. */
  offer: Content;
}

const tones: Readonly<Record<RuleAnswer['verdict'], Tone>> = {
  offer: 'good',
  held: 'waiting',
  open: 'shadow',
  'passed over': 'still',
};

/** One rule's whole answer: verdict, reasons with the first in front, what would have to differ, limits, facts. */
export function ruleAnswer(answer: RuleAnswer, context: AnswerContext): Html {
  const { language, now, id, version } = context;
  const words = explainTexts[language];
  const { decided, today, verdict } = answer;
  const isShadow = decided !== null && verdict === 'offer' && decided.rung !== 'live';
  const then = decided
    ? html`${words.decided} ${when(decided.decidedAt, now, language)} ${words.decidedAt(decided.rung)}.
      ${decided.rulebook === version ? '' : words.otherRules}`
    : words.askedNow;
  return html`<article class="card answer-of-rule" id="${id}">
    <h3>
      ${chip(isShadow ? 'shadow' : tones[verdict], words.verdicts[verdict])} <code>${answer.rule}</code>
    </h3>
    ${answer.goal === null ? '' : html`<p class="muted small">${answer.goal}</p>`}
    <div class="why">${verdict === 'open' ? words.openMeans : sayAll(answer.because, language)}</div>
    ${verdict === 'offer' ? '' : sayChanges(answer.because, language)}
    ${
      today === null
        ? ''
        : html`<div class="why">
            <p>${words.today(words.verdicts[today.verdict])}</p>
            ${sayAll(today.because, language)}
          </div>`
    }
    ${context.offer} ${limitsOf(answer, language)}
    ${decided === null ? '' : foldFacts(decided.facts, { language, now, id })}
    <p class="muted small">${then}</p>
    ${context.tryAt === null ? '' : html`<p class="actions"><a class="button" href="${context.tryAt}">${words.tryOut}</a></p>`}
  </article>`;
}

/** “It would fire if …”; nothing where no change of the post or the member would help. */
export function sayChanges(because: readonly Reason[], language: Language): Html {
  const words = explainTexts[language];
  const changes = changesOf(because, language);
  if (changes.length === 0) return html``;
  return html`<p class="would-fire">${words.wouldFire(changes.join(words.and))}</p>`;
}

export function limitsOf({ limits }: Pick<RuleAnswer, 'limits'>, language: Language): Html {
  const words = explainTexts[language];
  if (limits.length === 0) return html``;
  const rows = limits.map(({ claim, used }) => ({
    name: valueNames[language][claim.scope] ?? texts[language].words.unknown,
    count: words.limit(Math.max(0, claim.limit - used), claim.limit),
  }));
  return html`<h4>${words.limits}</h4>
    ${tally(rows)}`;
}
