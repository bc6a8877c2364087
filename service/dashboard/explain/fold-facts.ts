import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { fold } from '../../look/story.ts';
import { sayExactly, when } from '../../look/when.ts';
import { listFacts } from '../story/list-facts.ts';
import { explainTexts } from '../texts/explain.ts';
import { texts } from '../texts/say.ts';

/** The facts that a decision rested on, each with its source and its age. */
export function foldFacts(
  stored: Readonly<Record<string, unknown>>,
  { language, now, id }: { language: Language; now: Date; id: string },
): Html {
  const { story: words, sources } = texts[language];
  const { factNames } = explainTexts[language];
  // What was asked is for asking again; its parts that decided are among the reasons. Numbers of rows tell nobody anything.
  const lines = listFacts(stored)
    .filter(({ name }) => !name.startsWith('asked.') && !unsaid.includes(name))
    .map(({ name, fact }) => {
      const term = html`<dt>${factNames[name] ?? name}</dt>`;
      if (!fact.known)
        return html`${term}
          <dd class="muted">${words.factUnknown(fact.why)}</dd>`;
      const value = sayValue(fact.value, language);
      if (fact.source === null)
        return html`${term}
          <dd>${value}</dd>`;
      const source = sources[fact.source] ?? fact.source;
      return html`${term}
        <dd>${sayFact({ value, source, at: fact.at }, { language, now })}</dd>`;
    });
  if (lines.length === 0) return html``;
  return fold({ id: `${id}-facts`, summary: words.facts, body: html`<dl class="facts">${lines}</dl>` });
}

const unsaid: readonly string[] = ['member', 'topic.id', 'topic.categoryId'];

/** What is known of a fact: its value, who told it, how long ago. */
function sayFact(
  { value, source, at }: { value: string; source: string; at: Date | null },
  { language, now }: { language: Language; now: Date },
): Html {
  if (at === null) return html`${value} (${source})`;
  return html`${value} (${source}, ${when(at, now, language)})`;
}

function sayValue(value: string, language: Language): string {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return sayExactly(new Date(value), language);
  return explainTexts[language].values[value] ?? value;
}
