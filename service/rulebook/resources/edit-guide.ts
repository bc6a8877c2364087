import type { Site } from '../site.ts';
import { cleanText } from '../reading/file-text.ts';
import { checkWording } from './check-wording.ts';
import type { Content } from './content.ts';
import { bodyProblems } from './parse-resource.ts';
import { readContent } from './read-content.ts';
import type { FrontMatterValues } from './resource-schema.ts';
import type { GuideText } from './resource.ts';

/** A fault in an edited text; `line` counts from 1. */
export interface EditFault {
  line: number;
  message: string;
}

/** The guide with another body, of which the rest stays as it is. */
export function withBody(text: GuideText, body: string): GuideText {
  return { ...text, body, content: contentOf(text.content, body).content };
}

/** What `check` would say of the guide with this body: its form and length, mentions, slots, words to avoid. */
export function checkEdit(text: GuideText, body: string, about: { locale: string; site: Site }): EditFault[] {
  const { file, title, content } = text;
  const plain = bodyProblems(body);
  if (plain.length > 0) return plain.map(({ line, message }) => ({ line: line + 1, message }));
  const written = { file, body, bodyLine: 1, values: { title, more: [], supersedes: [] } };
  const { problems } = checkWording(
    { ...written, id: '', locale: null, situation: null, placeOf: () => ({ line: 1, column: 1 }) },
    content.form,
    about.locale,
    about.site,
  );
  return [
    ...contentOf(content, body).faults.map(({ line, message }) => ({ line: line + 1, message })),
    ...problems.map(({ line, message }) => ({ line, message })),
  ];
}

/** As a person typed it: line ends and the empty lines around do not count. */
export function tidyBody(typed: string): string {
  return cleanText(typed).trim();
}

function contentOf(
  content: Content,
  body: string,
): { content: Content; faults: { line: number; message: string }[] } {
  if (content.form === 'session' || content.form === 'story') {
    const { faults } = readContent(content.form, body, nothing);
    return { content, faults };
  }
  const values =
    content.form === 'video' ? { ...nothing, watch: content.url, length: content.lengthMs } : nothing;
  return readContent(content.form, body, values);
}

const nothing: FrontMatterValues = { more: [], supersedes: [] };
