import { chip } from '../../look/chip.ts';
import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { StoryStep } from '../../look/story.ts';
import type { PostStory, StoryDecision, StoryEvent } from '../../storage/reports/story-of-post.ts';
import { sayAll } from '../say-because.ts';
import { texts } from '../texts/say.ts';
import { listFacts } from './list-facts.ts';
import { markEvidence } from './mark-evidence.ts';
import type { Telling } from './telling.ts';

/** One considered rule: what it decided, in sentences, with the words it found. */
export function tellDecision(
  decision: StoryDecision,
  event: StoryEvent,
  story: PostStory,
  { language, nameGuide }: Telling,
): StoryStep {
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
  return {
    at: decision.decidedAt,
    tone,
    what: html`${what} ${isShadow ? chip('shadow', sayRung(decision.rung, language)) : ''}`,
    why: html`${sayAll(decision.because, language)}${sayEvidence(decision, event, language)}`,
    ...(isFirst
      ? {
          details: { id: `facts-${event.eventId}`, summary: words.facts, body: sayFacts(decision, language) },
        }
      : {}),
  };
}

function sayRung(rung: string, language: Telling['language']): string {
  const rungs: Readonly<Record<string, string>> = texts[language].rungs;
  return rungs[rung] ?? rung;
}

function sayEvidence(decision: StoryDecision, event: StoryEvent, language: Telling['language']): Html {
  const marked = markEvidence(decision.evidence, event.text);
  if (marked) return marked;
  if (decision.evidence.length === 0) return html``;
  const phrases = [...new Set(decision.evidence.map(({ phrase }) => phrase))];
  return html`<p>
    ${phrases.map((phrase) => html`<mark>${phrase}</mark> `)} ${texts[language].story.textGone}
  </p>`;
}

function sayFacts(decision: StoryDecision, language: Telling['language']): Html {
  const { story: words, sources } = texts[language];
  // What was asked is for asking again; its parts that decided are among the reasons.
  const { asked: _asked, ...facts } = decision.facts;
  const lines = listFacts(facts).map(({ name, fact }) => {
    if (!fact.known)
      return html`<dt>${name}</dt>
        <dd class="muted">${words.factUnknown(fact.why)}</dd>`;
    const source = fact.source === null ? null : (sources[fact.source] ?? fact.source);
    return html`<dt>${name}</dt>
      <dd>${source === null ? fact.value : words.fact(fact.value, source)}</dd>`;
  });
  return html`<dl class="facts">
    ${lines}
    <dt>${words.version}</dt>
    <dd><code>${decision.rulebook.slice(0, 12)}</code></dd>
  </dl>`;
}

function toneOf(decision: StoryDecision): StoryStep['tone'] {
  if (decision.verdict === 'held') return 'still';
  return decision.rung === 'live' ? 'good' : 'shadow';
}
