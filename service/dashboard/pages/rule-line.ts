import { chip } from '../../look/chip.ts';
import { button, field, postForm } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { measures } from '../../look/tally.ts';
import { sayNumber, when } from '../../look/when.ts';
import { rungOrder } from '../../engine/conditions/rung.ts';
import type { Rung } from '../../model/decision.ts';
import { ruleAcceptance } from '../review/rule-acceptance.ts';
import { reviewTexts } from '../texts/review.ts';
import { rungTone } from '../offer-tone.ts';
import type { RuleActivity } from '../../storage/reports/rules-activity.ts';
import { outcomesTexts } from '../texts/outcomes.ts';
import { texts } from '../texts/say.ts';
import { type Reader, csrfOf, mayDo } from './shell.ts';
import type { ShownRule, StandingRule } from './standing-rules.ts';

/** One rule on one line: its name, its rung, its goal and what it did; the rest is folded away. */
export function ruleLine(shown: ShownRule, now: Date, reader: Reader): Html {
  const { rule, rung, activity } = shown;
  const { rungs, pause } = texts[reader.language];
  return html`<details class="rule" id="line-${rule.id}">
    <summary>
      <span class="rule-name"><code>${rule.id}</code></span>
      <span class="rule-rung"
        >${chip(rungTone[rung], rungs[rung])}
        ${activity?.pausedAt ? chip('waiting', pause.ruleIsPaused) : ''}</span
      >
      <span class="rule-goal">${rule.goal}</span>
      ${shown.isHidden ? '' : didThisWeek(shown, reader.language)}
    </summary>
    <div class="rule-more" id="rule-${rule.id}">${folded(shown, now, reader)}</div>
  </details>`;
}

/** Zeros are silent: "12 considered · 3 sent", or that there is nothing yet, or why there cannot be. */
function didThisWeek({ activity, lacksPlugin }: ShownRule, language: Language): Html {
  const { rules: words } = texts[language];
  const { considered = 0, sent = 0, held = 0 } = activity ?? {};
  const did = [
    ...(considered > 0 ? [words.lineConsidered(considered)] : []),
    ...(sent > 0 ? [words.lineSent(sent)] : []),
    ...(held > 0 ? [words.lineHeld(held)] : []),
  ].join(' · ');
  if (did === '' && !lacksPlugin)
    return html`<span class="rule-did nothing small">${words.nothingYet}</span>`;
  return html`<span class="rule-did small"
    >${did} ${lacksPlugin ? chip('still', words.needsPlugin) : ''}</span
  >`;
}

function folded(shown: ShownRule, now: Date, reader: Reader): Html {
  const { rule, activity, acceptance, isHidden } = shown;
  const { language } = reader;
  const { rules: words } = texts[language];
  const numbers = isHidden ? [] : numbersOf(activity, now, language);
  return html`<p class="prose">${rule.goal}</p>
    ${isHidden ? html`<p class="muted">${reviewTexts[language].careIsHidden}</p>` : ''}
    ${shown.lacksPlugin ? html`<p class="prose">${words.needsPluginMeans}</p>` : ''}
    ${ruleAcceptance(acceptance, language)} ${numbers.length === 0 ? '' : measures(numbers, 'tight')}
    ${more(shown, reader)}
    ${
      isHidden
        ? ''
        : html`<p>
            <a href="/rules/${encodeURIComponent(rule.id)}/outcomes">${outcomesTexts[language].link}</a>
          </p>`
    }
    ${mayDo(reader, 'manager') ? steering(shown, reader) : ''}`;
}

function numbersOf(activity: RuleActivity | null, now: Date, language: Language) {
  const { rules: words } = texts[language];
  const numbers = [
    { name: words.considered, value: activity?.considered ?? 0 },
    { name: words.offered, value: activity?.offers ?? 0 },
    { name: words.sent, value: activity?.sent ?? 0 },
    { name: words.held, value: activity?.held ?? 0 },
    { name: words.helped, value: activity?.helped ?? 0 },
    { name: words.notHelped, value: activity?.notHelped ?? 0 },
  ];
  const told = numbers.filter(({ value }) => value > 0);
  const last = activity?.lastDecidedAt ?? null;
  return [
    ...told.map(({ name, value }) => ({ name, value: html`${sayNumber(value, language)}` })),
    ...(last === null ? [] : [{ name: words.lastDecided, value: when(last, now, language) }]),
  ];
}

function more({ rule, rung }: StandingRule, reader: Reader): Html {
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
  </dl>`;
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
    body: html`${why(`pause-${rule.id}`, reader)}
      <div class="actions">
        ${isPaused ? button(pause.resumeRule, 'primary') : button(pause.pauseRule, 'danger')}
      </div>`,
  });
}

function why(id: string, reader: Reader): Html {
  const { words } = texts[reader.language];
  return field({ id, name: 'why', label: words.why, hint: words.whyHint });
}
