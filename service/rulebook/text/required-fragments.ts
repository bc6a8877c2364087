import { foldLetters } from './fold-letters.ts';
import { boundary, type Fragment, fragmentOf, weight } from './fragment.ts';

export interface Required {
  /** Of each list any text that matches holds one, the most telling list first. */
  fragments: readonly (readonly Fragment[])[];
  /** What a match begins with, folded: one of these; null where that cannot be said. */
  beginnings: readonly string[] | null;
}

/**
 * What any text that matches the pattern holds; null where nothing can be said. `source` is a pattern that RE2 has accepted.
 * What is not understood counts as "could be anything", so the answer is safe.
 */
export function requiredFragments(source: string): Required | null {
  const characters = Array.from(source);
  let at = 0;

  function alternation(): Part {
    const choices = [sequence()];
    while (characters[at] === '|') {
      at += 1;
      choices.push(sequence());
    }
    if (choices.length === 1 && choices[0] !== undefined) return choices[0];
    const exact = choices.every((choice) => choice.exact !== null);
    return {
      exact: exact ? limited(choices.flatMap((choice) => choice.exact ?? [])) : null,
      needs: eitherOf(choices.map(needsOf)),
      begins: choices.every(({ begins }) => begins !== null)
        ? choices.flatMap(({ begins }) => begins ?? [])
        : null,
    };
  }

  function sequence(): Part {
    let run: string[] | null = [''];
    let wholly = true;
    let begins: string[] | null = null;
    const needs: Needs[] = [];
    while (at < characters.length && characters[at] !== '|' && characters[at] !== ')') {
      const part = repeated(atom());
      const longer: string[] | null = run === null || part.exact === null ? null : crossed(run, part.exact);
      if (longer === null) {
        if (wholly) begins = run?.some(isSomething) ? run : part.begins;
        wholly = false;
        needs.push(fragmentsOf(run), part.needs);
      }
      run = longer ?? part.exact ?? [''];
    }
    if (wholly) return { exact: run, needs: [], begins: run };
    needs.push(fragmentsOf(run));
    return { exact: null, needs: allOf(needs), begins };
  }

  function repeated(part: Part): Part {
    const [, fewest] = /^\{(\d+)(?:,\d*)?\}/.exec(characters.slice(at, at + 12).join('')) ?? [];
    const sign = characters[at];
    if (fewest !== undefined) at = characters.indexOf('}', at) + 1;
    else if (sign === '?' || sign === '*' || sign === '+') at += 1;
    else return part;
    if (characters[at] === '?') at += 1;
    if (sign === '?' && fewest === undefined)
      return { exact: part.exact && limited([...part.exact, '']), needs: [], begins: null };
    const isOptional = sign === '*' || Number(fewest) === 0;
    return isOptional ? anything : { exact: null, needs: needsOf(part), begins: part.begins };
  }

  function atom(): Part {
    const sign = characters[at] ?? '';
    at += 1;
    if (sign === '(') return group();
    if (sign === '[') return skipClass();
    if (sign === '\\') return escape();
    if (sign === '.') return anything;
    if (sign === '^' || sign === '$') return nowhere;
    return exactly(sign);
  }

  function group(): Part {
    const [head = ''] =
      /^\?(?:P?<\w+>|[a-zA-Z-]*:|[a-zA-Z-]*\))/.exec(characters.slice(at, at + 80).join('')) ?? [];
    at += head.length;
    if (head.endsWith(')')) return nowhere;
    const part = alternation();
    at += 1;
    return part;
  }

  function skipClass(): Part {
    if (characters[at] === '^') at += 1;
    if (characters[at] === ']') at += 1;
    while (at < characters.length && characters[at] !== ']') {
      if (characters[at] === '[' && characters[at + 1] === ':') at = characters.indexOf(']', at);
      else if (characters[at] === '\\') at += 1;
      at += 1;
    }
    at += 1;
    return anything;
  }

  function escape(): Part {
    const sign = characters[at] ?? '';
    at += 1;
    if (sign === 'b') return exactly(boundary);
    if (/[BAz]/.test(sign)) return nowhere;
    if ((sign === 'p' || sign === 'P' || sign === 'x') && characters[at] === '{')
      at = characters.indexOf('}', at) + 1;
    else if (sign === 'x') at += 2;
    else if (sign === 'p' || sign === 'P') at += 1;
    else if (sign === 'Q') at = characters.length;
    else if (!/[\p{L}\p{N}]/u.test(sign)) return exactly(sign);
    else while (/\d/.test(sign) && /\d/.test(characters[at] ?? '')) at += 1;
    return anything;
  }

  const whole = alternation();
  const needs = needsOf(whole).toSorted((a, b) => least(b) - least(a));
  if (needs.length === 0) return null;
  return { fragments: needs.slice(0, mostLists), beginnings: beginningsOf(whole) };
}

/**
 * A piece of a pattern: all the texts it can be, when they are few; lists of fragments of each of which it holds one; and what
 * it begins with.
 */
interface Part {
  exact: string[] | null;
  needs: Needs;
  begins: string[] | null;
}
type Needs = readonly (readonly Fragment[])[];

const anything: Part = { exact: null, needs: [], begins: null };
const nowhere: Part = exactly('');
const mostExact = 64;
const mostLists = 3;

function exactly(text: string): Part {
  return { exact: [text], needs: [], begins: [text] };
}

function isSomething(text: string): boolean {
  return text.replaceAll(boundary, '') !== '';
}

function beginningsOf({ begins }: Part): readonly string[] | null {
  if (begins === null || !begins.every(isSomething)) return null;
  return [...new Set(begins.map((text) => foldLetters(text.replaceAll(boundary, ''))))];
}

function needsOf({ exact, needs }: Pick<Part, 'exact' | 'needs'>): Needs {
  return allOf([needs, fragmentsOf(exact)]);
}

function allOf(needs: readonly Needs[]): Needs {
  return needs.flat();
}

/** One of several choices: its best list, together with those of the others. */
function eitherOf(choices: readonly Needs[]): Needs {
  const best = choices.map((needs) => needs.toSorted((a, b) => least(b) - least(a))[0]);
  return best.every((list) => list !== undefined) ? [best.flat()] : [];
}

function limited(texts: string[]): string[] | null {
  return texts.length > mostExact ? null : texts;
}

function crossed(before: readonly string[], after: readonly string[]): string[] | null {
  return before.length * after.length > mostExact
    ? null
    : before.flatMap((start) => after.map((end) => start + end));
}

/** The most telling piece of each text; nothing when one of them has none. */
function fragmentsOf(texts: readonly string[] | null): Needs {
  if (texts === null) return [];
  const found = texts.flatMap((text) => fragmentOf(text) ?? []);
  if (found.length === 0 || found.length < texts.length) return [];
  return [[...new Map(found.map((piece) => [JSON.stringify(piece), piece])).values()]];
}

function least(list: readonly Fragment[]): number {
  return Math.min(...list.map(({ text }) => weight(text)));
}
