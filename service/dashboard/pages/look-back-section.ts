import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { empty } from '../../look/notice.ts';
import { table } from '../../look/table.ts';
import type { LookingBack } from '../../storage/reports/looking-back.ts';
import { lookBackTexts } from '../texts/look-back.ts';
import { texts } from '../texts/say.ts';
import { section } from './shell.ts';

/**
 * What the rules would have done before Waypost came, clearly apart from what they do. Its examples lead to their stories;
 * where this process knows no story of them yet, to the posts on the forum itself.
 */
export function lookBackSection(
  report: LookingBack,
  language: Language,
  addressOf = (post: number): string => `/posts?url=${post}`,
): Html {
  const words = lookBackTexts[language];
  const { posts, considered, open } = report;
  const offers = report.offers.reduce((sum, { count }) => sum + count, 0);
  return section(
    'look-back',
    { title: words.title, question: words.question },
    html`<p>${words.answer({ posts, considered, offers })} ${open > 0 ? words.open(open) : ''}</p>
      ${offers === 0 ? empty({ title: words.none, next: words.noneNext }) : tableOf(report, language, addressOf)}
      <p class="hint">${words.never}</p>`,
  );
}

function tableOf({ offers }: LookingBack, language: Language, addressOf: (post: number) => string): Content {
  const own = lookBackTexts[language];
  const { words } = texts[language];
  return table({
    caption: own.title,
    columns: [{ label: words.rule }, { label: own.guide }, { label: own.times }, { label: own.forExample }],
    rows: offers.map(({ rule, resource, count, posts }) => [
      html`<code>${rule}</code>`,
      html`<code>${resource}</code>`,
      html`${count}`,
      html`${posts.map((post, at) => html`${at > 0 ? ', ' : ''}<a href="${addressOf(post)}">${post}</a>`)}`,
    ]),
  });
}
