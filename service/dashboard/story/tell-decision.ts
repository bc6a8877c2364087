import { quoteWords } from '../../engine/explaining/quote-words.ts';
import { sayTerm } from '../../engine/explaining/say-terms.ts';
import { termWords } from '../../engine/texts/term-words.ts';
import { chip } from '../../look/chip.ts';
import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { StoryStep } from '../../look/story.ts';
import type { PostStory, StoryDecision, StoryEvent } from '../../storage/reports/story-of-post.ts';
import { sayAll } from '../say-because.ts';
import { texts } from '../texts/say.ts';
import { markEvidence } from './mark-evidence.ts';
import { sayFacts } from './say-facts.ts';
import type { Telling } from './telling.ts';

/** One considered rule: what it decided, in sentences, with the words it found. */
export function tellDecision(
  decision: StoryDecision,
  event: StoryEvent,
  story: PostStory,
  telling: Telling,
): StoryStep {
  const { language, nameGuide } = telling;
  const words = texts[language].story;
  const offer = story.offers.find(({ rule, eventId }) => rule === decision.rule && eventId === event.eventId);
  // All decisions of an event rest on the same facts.
  const isFirst = event.decisions[0] === decision;
  const isShadow = decision.rung !== 'live';
  const tone = toneOf(decision);
  const what =
    decision.verdict === 'held'
      ? words.ruleOffersNothing(decision.rule)
      : words.ruleOffers(decision.rule, offer ? nameGuide(offer.resource) : texts[language].words.unknown);
  const text = textOf(event, decision, story);
  return {
    at: decision.decidedAt,
    tone,
    what: html`${what} ${isShadow ? chip('shadow', sayRung(decision.rung, language)) : ''}`,
    why: html`${sayAll(quoteWords(decision.because, decision.evidence, text), language)}${sayEvidence(decision, text, language)}`,
    ...(isFirst
      ? {
          details: { id: `facts-${event.eventId}`, summary: words.facts, body: factsOf(decision, telling) },
        }
      : {}),
  };
}

function sayRung(rung: string, language: Telling['language']): string {
  const rungs: Readonly<Record<string, string>> = texts[language].rungs;
  return rungs[rung] ?? rung;
}

/** A moment without a text of its own, such as that nobody answered, was decided over the post as it then stood. */
function textOf(event: StoryEvent, decision: StoryDecision, { events }: PostStory): StoryEvent['text'] {
  if (event.text !== null || isWritten(event)) return event.text;
  const written = events.filter(
    (each) => isWritten(each) && each.postId === event.postId && each.recordedAt <= decision.decidedAt,
  );
  return written.at(-1)?.text ?? null;
}

function isWritten({ kind }: StoryEvent): boolean {
  return kind === 'post.created' || kind === 'post.edited';
}

function sayEvidence(decision: StoryDecision, text: StoryEvent['text'], language: Telling['language']): Html {
  const marked = markEvidence(decision.evidence, text);
  if (marked) return marked;
  if (decision.evidence.length === 0) return html``;
  const phrases = [...new Set(decision.evidence.map(({ phrase }) => phrase))];
  return html`<p>
    ${phrases.map((phrase) => html`<mark>${sayTerm(phrase, termWords[language])}</mark> `)}
    ${texts[language].story.textGone}
  </p>`;
}

function factsOf(decision: StoryDecision, telling: Telling): Html {
  const words = texts[telling.language].story;
  return html`<dl class="facts">
    ${sayFacts(decision.facts, telling)}
    <dt>${words.version}</dt>
    <dd><code>${decision.rulebook.slice(0, 12)}</code></dd>
  </dl>`;
}

function toneOf(decision: StoryDecision): StoryStep['tone'] {
  if (decision.verdict === 'held') return 'still';
  return decision.rung === 'live' ? 'good' : 'shadow';
}
