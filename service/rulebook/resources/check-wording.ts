import type { Problem } from '../problem.ts';
import type { Site } from '../site.ts';
import { splitWords } from '../split-words.ts';
import { countWords } from './count-words.ts';
import { findPhrase } from './find-phrase.ts';
import { mostWords } from './forms.ts';
import type { Form } from './forms.ts';
import type { ParsedResource } from './parse-resource.ts';
import { readableText } from './readable-text.ts';
import { readingEase } from './reading-ease.ts';

export interface Wording {
  problems: Problem[];
  warnings: Problem[];
}

/** Whether a guide is short enough for its form, kept to the voice of the site, and easy to read. */
export function checkWording(resource: ParsedResource, form: Form, locale: string, site: Site): Wording {
  const { file, body, bodyLine, values } = resource;
  const readable = readableText(body);
  const words = countWords(readable);
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  if (words > mostWords[form]) {
    const message = `${words} words; ${form} has at most ${mostWords[form]}: shorten it, or let \`more\` lead to the rest`;
    problems.push({ file, line: bodyLine, column: 1, code: 'too_long_for_form', message });
  }
  const inBody = splitWords(readable);
  const inTitle = splitWords(values.title ?? '');
  for (const { words: avoided, because } of site.avoid) {
    for (const phrase of avoided) {
      const message = `"${phrase}" is on the list of words to avoid: ${because}`;
      const offset = findPhrase(inBody, phrase);
      if (offset !== null)
        problems.push({ file, ...placeIn(readable, offset, bodyLine), code: 'avoided_words', message });
      else if (findPhrase(inTitle, phrase) !== null)
        problems.push({ file, ...resource.placeOf('title'), code: 'avoided_words', message });
    }
  }
  const ease = readingEase(readable, locale);
  if (ease !== null && ease.score < ease.hardBelow) {
    const message = `reads at ${ease.score} (${ease.formula}; below ${ease.hardBelow} is hard): shorter sentences and shorter words help`;
    warnings.push({ file, line: bodyLine, column: 1, code: 'hard_to_read', message });
  }
  return { problems, warnings };
}

function placeIn(text: string, offset: number, firstLine: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: firstLine + before.length - 1, column: (before.at(-1)?.length ?? 0) + 1 };
}
