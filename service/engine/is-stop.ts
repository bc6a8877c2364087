import { splitWords } from '../rulebook/split-words.ts';
import type { Site } from '../rulebook/site.ts';
import { plainText } from './matching/plain-text.ts';

/**
 * Whether a whole post says nothing but stop, in any of the site's languages. Quotes, mentions and politeness do not count,
 * and it may say so many times over: Discourse takes no answer below 20 characters (10 in a message), so people fill up.
 */
export function isStop(site: Site, raw: string): boolean {
  if (raw.length > 4_000) return false;
  const said = splitWords(plainText(raw)).map((word) => word.folded);
  if (said.length === 0) return false;
  const sentences = [said, said.filter((word) => !polite.has(word))].map((words) => words.join(' '));
  const isSaidBy = (words: string): boolean =>
    words !== '' && sentences.some((sentence) => isOver(sentence, words));
  return [...site.stopWords.values()].flat().some((words) => isSaidBy(foldedWords(words)));
}

/** Whether a sentence is these words, once or again and again. */
function isOver(sentence: string, words: string): boolean {
  return `${sentence} `.replaceAll(`${words} `, '') === '';
}

const polite = new Set([
  'please',
  'thanks',
  'thank',
  'you',
  'bitte',
  'danke',
  'por',
  'favor',
  'merci',
  'svp',
]);

function foldedWords(words: string): string {
  return splitWords(words)
    .map((word) => word.folded)
    .join(' ');
}
