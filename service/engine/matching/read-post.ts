import type { Post } from '../../model/post.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { PostTexts, TextIndex } from '../../rulebook/text/text-index.ts';
import { findTerms } from './find-terms.ts';
import type { FoundTerms } from './found-terms.ts';
import { plainText } from './plain-text.ts';
import { setApart } from './set-apart.ts';

type Written = Pick<Post, 'title' | 'raw'>;
type Reader = Pick<Rulebook, 'texts'>;

/** What the rulebook's words and patterns find in a post. Links are not looked at; code and quotations where a rule asks for them. */
export function phrasesOf({ texts }: Reader, post: Written): FoundTerms {
  const parted = texts.parted.get(post) ?? part(texts, post);
  return findTerms(texts, parted);
}

/** Letters of unknown words that are looked at in one go, where forms of no language are asked for. */
const stretch = 8_192;

/**
 * Reads a long post for the first time, with a pause after each stretch, in which others may have their turn: afterwards
 * `phrasesOf` is quick. It changes no answer, and most posts are too short to need it.
 */
export function* readAhead({ texts }: Reader, post: Written): Generator<undefined> {
  const length = Math.ceil(stretch / texts.words.dearness);
  if (post.title.length + post.raw.length <= length) return;
  const { title, raw } = post;
  const own = { title, body: plainText(raw), code: '', quoted: '' };
  yield;
  const parted = asksForMore(texts) ? { ...own, ...setApart(raw) } : own;
  texts.parted.set(post, parted);
  yield;
  for (const text of Object.values(parted)) {
    for (let start = 0; start < text.length; start += length) {
      texts.words.read(text.slice(start, start + length), 0, () => {});
      yield;
    }
  }
}

function part(texts: TextIndex, { title, raw }: Written): PostTexts {
  const apart = asksForMore(texts) ? setApart(raw) : { code: '', quoted: '' };
  return { title, body: plainText(raw), ...apart };
}

function asksForMore({ zones }: TextIndex): boolean {
  return zones.has('code') || zones.has('quoted');
}
