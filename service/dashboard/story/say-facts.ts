import { sayUnknownDe } from '../../engine/texts/unknown-de.ts';
import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { exactly, when } from '../../look/when.ts';
import { explainTexts } from '../texts/explain.ts';
import { texts } from '../texts/say.ts';
import { type FactLine, listFacts } from './list-facts.ts';

/** The facts that a decision rested on, each with its source and its age, as lines of a `<dl>`. */
export function sayFacts(
  stored: Readonly<Record<string, unknown>>,
  { language, now }: { language: Language; now: Date },
): Html[] {
  const { factNames } = explainTexts[language];
  // What was asked is for asking again; its parts that decided are among the reasons. Numbers of rows tell nobody anything.
  return listFacts(stored)
    .filter(({ name }) => !name.startsWith('asked.') && !unsaid.includes(name))
    .map(
      ({ name, fact }) =>
        html`<dt>${factNames[name] ?? name}</dt>
          ${sayFact(fact, { language, now })}`,
    );
}

const unsaid: readonly string[] = ['member', 'topic.id', 'topic.categoryId'];

/** What is known of a fact: its value, who told it, how long ago. */
function sayFact(fact: FactLine['fact'], { language, now }: { language: Language; now: Date }): Html {
  const { story: words, sources } = texts[language];
  if (!fact.known) {
    const why = language === 'de' ? sayUnknownDe(fact.why) : fact.why;
    return html`<dd class="muted">${words.factUnknown(why)}</dd>`;
  }
  const value = sayValue(fact.value, language);
  if (fact.source === null) return html`<dd>${value}</dd>`;
  const source = sources[fact.source] ?? fact.source;
  const age = fact.at === null ? '' : html`, ${when(fact.at, now, language)}`;
  return html`<dd>${value} (${source}${age})</dd>`;
}

function sayValue(value: string, language: Language): Html {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return exactly(new Date(value), language);
  return html`${explainTexts[language].values[value] ?? value}`;
}
