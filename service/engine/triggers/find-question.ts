import type { Evidence } from '../../model/decision.ts';
import type { Post } from '../../model/post.ts';
import { plainText } from '../matching/plain-text.ts';

/**
 * The words by which the opening of a topic asks, title first: a sentence with a question mark, or one that begins as
 * questions do. Null where none does. Code, quotations and links are not looked at; Chinese, Japanese and Korean ask
 * by their mark only.
 */
export function findQuestion({ title, raw }: Pick<Post, 'title' | 'raw'>): Evidence | null {
  return askedIn('title', title, title) ?? askedIn('body', plainText(raw.slice(0, longest)), raw);
}

/** Questions stand near the beginning; what a member pasted below is not read for one. */
const longest = 4_000;
/** A sentence with its end; Greek asks with the sign that others divide with, and is left out. */
const sentence = /[^.!?。！？؟\n]+[.!?。！？؟]*/gu;
const mark = /[?？؟]\s*$/u;
const hasWords = /\p{L}/u;

const openings = [
  'how (?:do|can|could|should|would|to|does|is|are)\\b',
  '(?:what|which|where|when|why|who) (?:is|are|do|does|did|can|could|should|would|was|were)\\b',
  '(?:is|are) there (?:a|an|any|some)\\b',
  '(?:can|could|does|do|has|would) (?:anyone|anybody|somebody|someone|you|i|we)\\b',
  "(?:i do ?n[o']t|i don’t|i can ?n[o']?t|i can’t) (?:know|find|figure out|understand) (?:out )?(?:how|where|why|what|which)\\b",
  'wie (?:kann|könnte|komme|bekomme|mache|geht|lässt|soll|muss|löse|finde)\\b',
  '(?:warum|wieso|weshalb|wo|wann) (?:ist|sind|finde|kann|wird|werden|geht|kommt|muss|gibt)\\b',
  '(?:was|welche[rsn]?) (?:ist|sind|bedeutet|muss|mache|kann)\\b',
  '(?:gibt es|weiß jemand|kann (?:mir )?jemand|hat jemand|kennt jemand)(?![\\p{L}])',
  'comment (?:puis-je|faire|peut-on|est-ce|je|on)\\b',
  "(?:est-ce que|y a-t-il|pourquoi|quelqu['’]un (?:sait|peut|connaît))(?![\\p{L}])",
  '(?:¿|cómo (?:puedo|se|hago|hacer)|por qué|alguien (?:sabe|puede)|hay alguna?)(?![\\p{L}])',
  '(?:como (?:posso|faço|fazer)|por que|alguém (?:sabe|pode))(?![\\p{L}])',
  '(?:come (?:posso|faccio|si)|perché|qualcuno (?:sa|può))(?![\\p{L}])',
  '(?:hoe (?:kan|moet|krijg)|waarom|weet iemand)(?![\\p{L}])',
  '(?:как (?:мне|можно|сделать)|почему|кто-нибудь (?:знает|может))(?![\\p{L}])',
].join('|');
const opening = new RegExp(`^(?:hi|hello|hey|hallo|hola|so|and|und|also)?[,!]?\\s*(?:${openings})`, 'iu');

function askedIn(part: Evidence['part'], words: string, written: string): Evidence | null {
  for (const match of words.matchAll(sentence)) {
    const [found] = match;
    if (!hasWords.test(found) || !(mark.test(found) || opening.test(found.trimStart()))) continue;
    const start = match.index + (found.length - found.trimStart().length);
    const end = match.index + found.trimEnd().length;
    return { part, phrase: shortened(written.slice(start, end)), start, end };
  }
  return null;
}

/** Evidence is shown and stored; a sentence of a whole page is not. */
function shortened(phrase: string): string {
  const line = phrase.replace(/\s+/gu, ' ');
  return line.length <= 80 ? line : `${line.slice(0, 79).toWellFormed()}…`;
}
