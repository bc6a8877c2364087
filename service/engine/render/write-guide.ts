import type { Answer, Content } from '../../rulebook/resources/content.ts';
import type { GuideText, Link } from '../../rulebook/resources/resource.ts';
import { guideTextsIn } from '../texts/guide-texts.ts';
import { sayWhen } from './say-when.ts';

/** A guide as one Markdown text, as a reply or a message shows it; its slots are not filled yet. */
export function writeGuide(text: GuideText, locale: string): string {
  const parts = [writeBody(text, locale), writeLinks(text.more, guideTextsIn(locale).readOn)];
  return parts.filter((part) => part !== '').join('\n\n');
}

function writeBody({ body, content }: GuideText, locale: string): string {
  const words = guideTextsIn(locale);
  switch (content.form) {
    case 'microguide':
    case 'steps':
    case 'template':
      return body;
    case 'checklist':
      return paragraphs(content.before, content.items.map((item) => `- ${item}`).join('\n'), content.after);
    case 'decision-tree':
      return paragraphs(content.question, writeAnswers(content.answers, ''), content.after);
    case 'video': {
      const link = `[${words.watch(minutesOf(content.lengthMs))}](${content.url})`;
      return paragraphs(content.shows, `**${link}**`, content.alternative);
    }
    case 'story':
      return paragraphs(body, `*${content.who}*`);
    case 'session':
      return paragraphs(body, writeSession(content, locale), `[${words.join}](${content.join})`);
  }
}

export function writeSession(content: Extract<Content, { form: 'session' }>, locale: string): string {
  const words = guideTextsIn(locale);
  return [
    `- **${words.when}**: ${sayWhen(content.when, locale)}`,
    `- **${words.where}**: ${content.where}`,
  ].join('\n');
}

export function writeLinks(links: readonly Link[], heading: string): string {
  if (links.length === 0) return '';
  return `${heading}: ${links.map(({ text, url }) => `[${text}](${url})`).join(' · ')}`;
}

export function paragraphs(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

export function minutesOf(lengthMs: number): number {
  return Math.max(1, Math.round(lengthMs / 60_000));
}

function writeAnswers(answers: readonly Answer[], indent: string): string {
  return answers
    .map(({ answer, outcome, answers: below }) => {
      const line = `${indent}- **${answer}**: ${outcome}`;
      return below.length === 0 ? line : `${line}\n${writeAnswers(below, `${indent}  `)}`;
    })
    .join('\n');
}
