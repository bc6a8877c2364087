import type { RuleAnswer } from '../../explain/explain-event.ts';
import type { ExplainedEvent } from '../../explain/explain-post.ts';
import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import { fold } from '../../look/story.ts';
import { table } from '../../look/table.ts';
import type { Reason } from '../../model/reason.ts';
import type { PostStory, StoryEvent } from '../../storage/reports/story-of-post.ts';
import type { Reader } from '../pages/shell.ts';
import { section } from '../pages/shell.ts';
import { sayAll, sayStored } from '../say-because.ts';
import { wholeText } from '../story/whole-text.ts';
import { eventNames } from '../texts/event-names.ts';
import { explainTexts } from '../texts/explain.ts';
import { texts } from '../texts/say.ts';
import { ruleAnswer, sayChanges } from './rule-answer.ts';

export interface ExplainContext {
  reader: Reader;
  now: Date;
  version: string | null;
  /** Whether there is a playground to try rules in. */
  canTry: boolean;
}

/** What every rule made of one event: those that looked closely as cards, those that passed over as a list. */
export function explainedEvent(
  { event, rules }: ExplainedEvent,
  story: PostStory,
  context: ExplainContext,
): Html {
  const { language } = context.reader;
  const words = explainTexts[language];
  const id = `event-${event.eventId}`;
  const near = rules.filter(({ verdict }) => verdict !== 'passed over');
  const passed = rules.filter(({ verdict }) => verdict === 'passed over');
  const isElsewhere = ({ because }: RuleAnswer): boolean =>
    because.some(({ code }) => code === 'trigger_not_matched' || code === 'rule_is_draft');
  const elsewhere = passed.filter(isElsewhere);
  const missing = passed.filter((rule) => !isElsewhere(rule));
  const title = words.events[event.kind] ?? words.happened(eventNames[language][event.kind] ?? event.kind);
  return section(
    id,
    { title, question: sayState(event, context) },
    html`${textOf(event, rules, context)} ${near.map((rule) => card(rule, event, story, context))}
    ${
      missing.length === 0
        ? ''
        : html`<h3 class="after-cards">${words.passedOver}</h3>
            <p class="question">${words.passedOverQuestion}</p>
            ${listOf(missing, story, context)}`
    }
    ${
      elsewhere.length === 0
        ? ''
        : fold({
            id: `${id}-elsewhere`,
            summary: words.elsewhere(elsewhere.length),
            body: listOf(elsewhere, story, context),
          })
    }`,
  );
}

function sayState(event: StoryEvent, { reader: { language } }: ExplainContext): string {
  const words = explainTexts[language];
  const { story } = texts[language];
  const reason = event.reason === null ? '' : sayStored(event.reason, language);
  if (event.state === 'received') return words.waits;
  if (event.state === 'dead') return `${story.dead}. ${reason}`;
  if (event.state === 'missed') return `${story.missed}. ${reason}`;
  if (reason !== '') return words.ended(reason);
  if (event.content !== null) return '';
  return event.decisions.length === 0 ? words.noContentNothing : words.noContent;
}

function textOf(event: StoryEvent, rules: readonly RuleAnswer[], { reader }: ExplainContext): Content {
  if (event.text === null) return '';
  const evidence = rules.flatMap((rule) => (rule.verdict === 'passed over' ? [] : rule.evidence));
  const { title, raw } = event.text;
  return wholeText({ title, text: raw }, evidence, texts[reader.language].story.text);
}

function card(rule: RuleAnswer, event: StoryEvent, story: PostStory, context: ExplainContext): Html {
  const { reader, now, version } = context;
  return ruleAnswer(rule, {
    language: reader.language,
    now,
    version,
    id: `event-${event.eventId}-${rule.rule}`,
    tryAt: tryAt(rule, story, context),
    offer: offerOf(rule, event, story, context),
  });
}

function offerOf(
  rule: RuleAnswer,
  event: StoryEvent,
  { offers }: PostStory,
  { reader }: ExplainContext,
): Content {
  const { language } = reader;
  const offer = offers.find((one) => one.rule === rule.rule && one.eventId === event.eventId);
  if (!offer) return '';
  const because = offer.state === 'sent' || offer.state === 'shadow' ? [] : offer.because;
  return html`<h4>${explainTexts[language].offer}</h4>
    <div class="why">${texts[language].story.state[offer.state]}. ${sayAll(because, language)}</div>`;
}

function listOf(rules: readonly RuleAnswer[], story: PostStory, context: ExplainContext): Html {
  const { language } = context.reader;
  const { words } = texts[language];
  return table({
    caption: explainTexts[language].passedOver,
    columns: [{ label: words.rule }, { label: words.why }],
    rows: rules.map((rule) => [
      nameOf(rule, story, context),
      html`${sayAll(withoutWords(rule), language)} ${sayChanges(rule.because, language)}`,
    ]),
  });
}

/** Which words are missing is said by what would have to differ. */
function withoutWords({ because }: RuleAnswer): readonly Reason[] {
  return because.filter(({ code }) => code !== 'text_not_matched');
}

function nameOf(rule: RuleAnswer, story: PostStory, context: ExplainContext): Html {
  const address = tryAt(rule, story, context);
  return address === null
    ? html`<code>${rule.rule}</code>`
    : html`<a href="${address}"><code>${rule.rule}</code></a>`;
}

function tryAt({ rule, file }: RuleAnswer, { postId }: PostStory, { canTry }: ExplainContext): string | null {
  return canTry && file !== null ? `/playground?post=${postId}&rule=${encodeURIComponent(rule)}` : null;
}
