import type { Answer, Content } from '../../rulebook/resources/content.ts';
import type { GuideText, Link } from '../../rulebook/resources/resource.ts';
import { fillSlots } from './fill-slots.ts';
import { guideTextsIn } from '../texts/guide-texts.ts';
import type { Slots } from './slots.ts';
import { minutesOf, paragraphs, writeLinks, writeSession } from './write-guide.ts';

/** A guide as the forum's plugin draws it: `plugin/CONTRACT.md` §1.2. Forms that it does not know become a `microguide`. */
export interface RenderedCard {
  title: string;
  raw: string;
  form: 'microguide' | 'checklist' | 'steps';
  steps: readonly { key: string; raw: string }[];
  link: Link | null;
}

export function renderCard(
  text: GuideText,
  { locale, slots }: { locale: string; slots: Slots },
): RenderedCard {
  const { content, more, title } = text;
  const words = guideTextsIn(locale);
  const own = linkOf(content, words);
  const [first = null, ...others] = more;
  const rest = own === null ? others : more;
  const fill = (raw: string): string => fillSlots(raw, slots);
  const isList = content.form === 'checklist' || content.form === 'steps';
  return {
    title,
    raw: fill(paragraphs(cardBody(text, locale), writeLinks(rest, words.readOn))),
    form: isList ? content.form : 'microguide',
    steps: isList ? content.items.map((item, at) => ({ key: String(at + 1), raw: fill(item) })) : [],
    link: own ?? first,
  };
}

function linkOf(content: Content, words: ReturnType<typeof guideTextsIn>): Link | null {
  if (content.form === 'video') return { text: words.watch(minutesOf(content.lengthMs)), url: content.url };
  return content.form === 'session' ? { text: words.join, url: content.join } : null;
}

function cardBody({ body, content, title }: GuideText, locale: string): string {
  switch (content.form) {
    case 'microguide':
    case 'template':
      return body;
    case 'checklist':
    case 'steps':
      // The forum wants a text beside the steps.
      return paragraphs(content.before, content.after) || title;
    case 'decision-tree':
      return paragraphs(content.question, unfold(content.answers), content.after);
    case 'video':
      return paragraphs(content.shows, folded(guideTextsIn(locale).inWords, content.alternative));
    case 'story':
      return paragraphs(body, `*${content.who}*`);
    case 'session':
      return paragraphs(body, writeSession(content, locale));
  }
}

/** Each answer opens by a tap, so that only the way somebody takes is read. */
function unfold(answers: readonly Answer[]): string {
  return answers
    .map(({ answer, outcome, answers: below }) => folded(answer, paragraphs(outcome, unfold(below))))
    .join('\n\n');
}

/** Empty lines around, so that what is inside is read as Markdown. */
function folded(summary: string, inside: string): string {
  return `<details><summary>${escapeHtml(summary)}</summary>\n\n${inside}\n\n</details>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
