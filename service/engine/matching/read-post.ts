import type { Post } from '../../model/post.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import { findTerms } from './find-terms.ts';
import type { PostTexts } from './find-terms.ts';
import type { FoundTerms } from './found-terms.ts';
import { plainText } from './plain-text.ts';
import { setApart } from './set-apart.ts';

type Written = Pick<Post, 'title' | 'raw'>;
type Reader = Pick<Rulebook, 'texts'>;

/** What the rulebook's words and patterns find in a post. Links are not looked at; code and quotations where a rule asks for them. */
export function phrasesOf(rulebook: Reader, post: Written): FoundTerms {
  return findTerms(rulebook.texts, textsOf(rulebook, post));
}

/** Letters of unknown words that are looked at in one go, where forms of no language are asked for. */
const stretch = 8_192;

/**
 * Meets the words of a long post for the first time, with a pause after each stretch, in which others may have their turn:
 * afterwards `phrasesOf` is quick. It changes no answer, and most posts are too short to need it.
 */
export function* readAhead(rulebook: Reader, post: Written): Generator<undefined> {
  const { words } = rulebook.texts;
  const length = Math.ceil(stretch / words.dearness);
  if (post.title.length + post.raw.length <= length) return;
  for (const text of Object.values(textsOf(rulebook, post))) {
    yield;
    for (let start = 0; start < text.length; start += length) {
      words.meet(text.slice(start, start + length));
      yield;
    }
  }
}

function textsOf({ texts }: Reader, { title, raw }: Written): PostTexts {
  const asksForMore = texts.zones.has('code') || texts.zones.has('quoted');
  const apart = asksForMore ? setApart(raw) : { code: '', quoted: '' };
  return { title, body: plainText(raw), ...apart };
}
