import { chip } from '../../look/chip.ts';
import { button, field, postForm } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import { fold } from '../../look/story.ts';
import { measures } from '../../look/tally.ts';
import { sayNumber, when } from '../../look/when.ts';
import { rungOrder } from '../../engine/conditions/rung.ts';
import type { Rung } from '../../model/decision.ts';
import { ruleAcceptance } from '../review/rule-acceptance.ts';
import { reviewTexts } from '../texts/review.ts';
import { rungTone } from '../offer-tone.ts';
import { outcomesTexts } from '../texts/outcomes.ts';
import { texts } from '../texts/say.ts';
import { type Reader, csrfOf, mayDo } from './shell.ts';
import type { ShownRule, StandingRule } from './standing-rules.ts';

/** One rule: its goal, its rung, its numbers, and, folded, what one may do with it. */
export function ruleCard(
  { rule, rung, activity, acceptance, isHidden }: ShownRule,
  now: Date,
  reader: Reader,
): Html {
  const { language } = reader;
  const { rules: words, rungs, pause } = texts[language];
  const say = (value: number | undefined) => sayNumber(value ?? 0, language);
  return html`<article class="card rule" id="rule-${rule.id}">
    <h2>
      <code>${rule.id}</code> ${chip(rungTone[rung], rungs[rung])}
      ${activity?.pausedAt ? chip('waiting', pause.ruleIsPaused) : ''}
    </h2>
    <p class="prose">${rule.goal}</p>
    ${isHidden ? html`<p class="muted">${reviewTexts[language].careIsHidden}</p>` : ''}
    ${ruleAcceptance(acceptance, language)}
    ${measures(
      isHidden
        ? []
        : [
            { name: words.considered, value: say(activity?.considered) },
            { name: words.offered, value: say(activity?.offers) },
            { name: words.sent, value: say(activity?.sent) },
            { name: words.held, value: say(activity?.held) },
            { name: words.helped, value: say(activity?.helped) },
            { name: words.notHelped, value: say(activity?.notHelped) },
            {
              name: words.lastDecided,
              value: activity?.lastDecidedAt
                ? when(activity.lastDecidedAt, now, language)
                : texts[language].words.never,
            },
          ],
      'tight',
    )}
    ${isHidden ? '' : html`<p><a href="/rules/${encodeURIComponent(rule.id)}/outcomes">${outcomesTexts[language].link}</a></p>`}
    ${fold({ id: `more-${rule.id}`, summary: words.more, body: more({ rule, rung, activity }, reader) })}
  </article>`;
}

function more({ rule, rung, activity }: StandingRule, reader: Reader): Html {
  const { rules: words, rungs } = texts[reader.language];
  return html`<dl class="facts">
      <dt>${words.file}</dt>
      <dd><code>${rule.file}</code></dd>
      <dt>${words.owner}</dt>
      <dd>${rule.owner}</dd>
      <dt>${words.resource}</dt>
      <dd><code>${rule.offer}</code></dd>
      <dt>${words.rung}</dt>
      <dd>${rungs[rung]}. ${words.fileAllows(rungs[rule.rollout])}</dd>
    </dl>
    ${mayDo(reader, 'manager') ? steering({ rule, rung, activity }, reader) : ''}`;
}

function steering(standing: StandingRule, reader: Reader): Html {
  return html`${moves(standing, reader)} ${pauseForm(standing, reader)}`;
}

function moves({ rule, rung }: StandingRule, reader: Reader): Html {
  const { rules: words, rungs } = texts[reader.language];
  const allowed = rungOrder.slice(0, rungOrder.indexOf(rule.rollout) + 1).filter((each) => each !== rung);
  if (allowed.length === 0) return html``;
  return postForm({
    action: '/rung',
    csrf: csrfOf(reader),
    className: 'moves',
    hidden: { rule: rule.id },
    body: html`${why(`move-${rule.id}`, reader)}
      <div class="actions">
        ${allowed.map((each) => moveButton(each, words.moveTo(rungs[each]), words.moveHint[each]))}
      </div>`,
  });
}

function moveButton(rung: Rung, label: string, hint: string): Html {
  return html`<button type="submit" name="rung" value="${rung}" class="button quiet" title="${hint}">
    ${label}
  </button>`;
}

function pauseForm({ rule, activity }: StandingRule, reader: Reader): Html {
  const { pause } = texts[reader.language];
  const isPaused = Boolean(activity?.pausedAt);
  return postForm({
    action: isPaused ? '/resume' : '/pause',
    csrf: csrfOf(reader),
    className: 'moves',
    hidden: { scope: 'rule', rule: rule.id },
    body: html`<div class="actions">
      ${isPaused ? button(pause.resumeRule, 'primary') : button(pause.pauseRule, 'danger')}
    </div>`,
  });
}

function why(id: string, reader: Reader): Html {
  const { words } = texts[reader.language];
  return field({ id, name: 'why', label: words.why, hint: words.whyHint });
}
