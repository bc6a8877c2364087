import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { fold } from '../../look/story.ts';
import { when } from '../../look/when.ts';
import { listFacts } from '../story/list-facts.ts';
import { explainTexts } from '../texts/explain.ts';
import { texts } from '../texts/say.ts';

/** The facts that a decision rested on, each with its source and its age. */
export function foldFacts(
  stored: Readonly<Record<string, unknown>>,
  { language, now, id }: { language: Language; now: Date; id: string },
): Html {
  const { story: words, sources } = texts[language];
  // What was asked is for asking again; its parts that decided are among the reasons.
  const { asked: _asked, ...facts } = stored;
  const lines = listFacts(facts).map(({ name, fact }) => {
    if (!fact.known)
      return html`<dt>${name}</dt>
        <dd class="muted">${words.factUnknown(fact.why)}</dd>`;
    const source = fact.source === null ? null : (sources[fact.source] ?? fact.source);
    const age = fact.at === null ? '' : when(fact.at, now, language);
    return html`<dt>${name}</dt>
      <dd>
        ${source === null ? fact.value : html`${explainTexts[language].fact(fact.value, source)}${age})`}
      </dd>`;
  });
  if (lines.length === 0) return html``;
  return fold({ id: `${id}-facts`, summary: words.facts, body: html`<dl class="facts">${lines}</dl>` });
}
