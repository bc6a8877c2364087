import { splitWords } from '../split-words.ts';
import { foldLetters } from './vocabulary.ts';

/**
 * Runs of letters or digits of which any text that matches the pattern has at least one; null where nothing can be said.
 * `source` is a pattern that RE2 has accepted. What is not understood counts as "could be anything", so the answer is safe.
 */
export function requiredFragments(source: string): readonly string[] | null {
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
      needs: choices.some((choice) => needsOf(choice) === null)
        ? null
        : choices.flatMap((choice) => needsOf(choice) ?? []),
    };
  }

  function sequence(): Part {
    let run: string[] | null = [''];
    let wholly = true;
    let needs: readonly string[] | null = null;
    while (at < characters.length && characters[at] !== '|' && characters[at] !== ')') {
      const part = repeated(atom());
      const longer: string[] | null = run === null || part.exact === null ? null : crossed(run, part.exact);
      if (longer === null) {
        wholly = false;
        needs = better(needs, fragmentsOf(run));
        needs = better(needs, part.needs);
      }
      run = longer ?? part.exact ?? [''];
    }
    needs = better(needs, fragmentsOf(run));
    return { exact: wholly ? run : null, needs };
  }

  function repeated(part: Part): Part {
    const [, fewest] = /^\{(\d+)(?:,\d*)?\}/.exec(characters.slice(at, at + 12).join('')) ?? [];
    const sign = characters[at];
    if (fewest !== undefined) at = characters.indexOf('}', at) + 1;
    else if (sign === '?' || sign === '*' || sign === '+') at += 1;
    else return part;
    if (characters[at] === '?') at += 1;
    if (sign === '?' && fewest === undefined)
      return { exact: part.exact && limited([...part.exact, '']), needs: null };
    const isOptional = sign === '*' || Number(fewest) === 0;
    return { exact: null, needs: isOptional ? null : needsOf(part) };
  }

  function atom(): Part {
    const sign = characters[at] ?? '';
    at += 1;
    if (sign === '(') return group();
    if (sign === '[') return skipClass();
    if (sign === '\\') return escape();
    if (sign === '.') return anything;
    if (sign === '^' || sign === '$') return nowhere;
    return { exact: [sign], needs: null };
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
    if (/[bBAz]/.test(sign)) return nowhere;
    if ((sign === 'p' || sign === 'P' || sign === 'x') && characters[at] === '{')
      at = characters.indexOf('}', at) + 1;
    else if (sign === 'x') at += 2;
    else if (sign === 'p' || sign === 'P') at += 1;
    else if (sign === 'Q') at = characters.length;
    else if (!/[\p{L}\p{N}]/u.test(sign)) return { exact: [sign], needs: null };
    else while (/\d/.test(sign) && /\d/.test(characters[at] ?? '')) at += 1;
    return anything;
  }

  return needsOf(alternation());
}

/** A piece of a pattern: all the texts it can be, when they are few, and fragments one of which it always holds. */
interface Part {
  exact: string[] | null;
  needs: readonly string[] | null;
}

const anything: Part = { exact: null, needs: null };
const nowhere: Part = { exact: [''], needs: null };
const mostExact = 64;

function needsOf({ exact, needs }: Part): readonly string[] | null {
  return better(needs, fragmentsOf(exact));
}

function limited(texts: string[]): string[] | null {
  return texts.length > mostExact ? null : texts;
}

function crossed(before: readonly string[], after: readonly string[]): string[] | null {
  return before.length * after.length > mostExact
    ? null
    : before.flatMap((start) => after.map((end) => start + end));
}

/** The most telling piece of each text; null when one of them has none. */
function fragmentsOf(texts: readonly string[] | null): readonly string[] | null {
  if (texts === null) return null;
  const found = texts.map((text) =>
    (foldLetters(text).match(/[\p{L}\p{N}]+/gu) ?? [])
      .flatMap((run) => splitWords(run).map(({ start, end }) => run.slice(start, end)))
      .reduce((best, piece) => (weight(piece) > weight(best) ? piece : best), ''),
  );
  return found.some((piece) => weight(piece) < 2) ? null : [...new Set(found)];
}

/** A Chinese character tells as much as two letters. */
function weight(piece: string): number {
  return piece.length === 1 && /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}]/u.test(piece)
    ? 2
    : piece.length;
}

function better(a: readonly string[] | null, b: readonly string[] | null): readonly string[] | null {
  if (a === null || b === null) return a ?? b;
  const least = (set: readonly string[]): number => Math.min(...set.map(weight));
  return least(b) > least(a) ? b : a;
}
