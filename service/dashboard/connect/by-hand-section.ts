import { byHandGerman } from '../../connect/texts/by-hand-de.ts';
import { byHandEnglish } from '../../connect/texts/by-hand-en.ts';
import type { HandAsked, HandStep } from '../../connect/texts/hand-steps.ts';
import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import { fold } from '../../look/story.ts';
import { type Reader, section } from '../pages/shell.ts';
import { connectPageTexts } from '../texts/connect.ts';
import type { ConnectReport } from './port.ts';

/** The same steps for somebody who would rather click, with what is known of this installation in them; no secret. */
export function byHandSection({ language, nameAmongOthers }: Reader, report: ConnectReport): Html {
  const words = connectPageTexts[language];
  const asked = askedOf(report, `.waypost/${nameAmongOthers ?? 'forum'}.env`);
  const steps = language === 'de' ? byHandGerman(asked) : byHandEnglish(asked);
  return section(
    'by-hand',
    { title: words.byHand, question: words.byHandHow },
    fold({
      id: 'by-hand-steps',
      summary: words.byHandShow,
      body: html`<ol class="hand prose">
        ${steps.map(showStep)}
      </ol>`,
    }),
  );
}

function askedOf({ begun, state, forumUrl, publicUrl }: ConnectReport, usualFile: string): HandAsked {
  const made = state?.at === 'made' ? state.made : state;
  const draft = made !== null && 'draft' in made ? made.draft : null;
  const known = begun === null ? forumUrl : begun.forumUrl;
  return {
    forumUrl: draft?.forumUrl ?? known ?? 'https://forum.example',
    ownUrl: draft?.publicUrl ?? begun?.own ?? publicUrl ?? 'https://waypost.example',
    bot: draft?.bot ?? begun?.bot ?? 'waypost',
    file: begun?.file ?? usualFile,
    privateHost: null,
    secrets: null,
  };
}

function showStep({ say, lines, code }: HandStep): Html {
  return html`<li>
    <p>${say}</p>
    ${
      lines.length === 0
        ? ''
        : html`<ul>
            ${lines.map((line) => html`<li>${line}</li>`)}
          </ul>`
    }
    ${code === null ? '' : html`<pre><code>${code}</code></pre>`}
  </li>`;
}
