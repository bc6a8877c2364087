import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { fold } from '../../look/story.ts';
import { sayFacts } from '../story/say-facts.ts';
import { texts } from '../texts/say.ts';

/** The facts that a decision rested on, behind one line. */
export function foldFacts(
  stored: Readonly<Record<string, unknown>>,
  { language, now, id }: { language: Language; now: Date; id: string },
): Html {
  const lines = sayFacts(stored, { language, now });
  if (lines.length === 0) return html``;
  const summary = texts[language].story.facts;
  return fold({ id: `${id}-facts`, summary, body: html`<dl class="facts">${lines}</dl>` });
}
