import { foldLetters } from '../../rulebook/text/fold-letters.ts';
import type { PatternTerm } from '../../rulebook/text/term.ts';
import type { Line } from './read-words.ts';

/**
 * Steps that all patterns together may take over one post: characters read, times instructions where a pattern runs. Counted
 * before the work and not measured, so that every machine, and every later explanation, comes to the same answer.
 */
export const mostPatternSteps = 200_000;
/** What a line costs however short it is. */
const stepsOfLine = 20;
const mostPlaces = 5;

export interface FoundPattern {
  places: { start: number; end: number }[];
  /** False: the budget ended before the last line that may match. */
  complete: boolean;
}

/** Matches of a pattern in the lines that hold one of its fragments; `lines` has those of each fragment, from the top. */
export function findPattern(
  { pattern, size, fragments, beginnings }: PatternTerm,
  text: string,
  lines: readonly (readonly Line[])[],
  budget: { patternSteps: number },
): FoundPattern {
  const places: FoundPattern['places'] = [];
  const [only] = lines;
  for (const line of only !== undefined && lines.length === 1 ? only : inOrder(lines)) {
    const { start, end } = line;
    const length = end - start;
    const reading = stepsOfLine + (fragments.length < 2 ? 0 : length);
    if (reading > budget.patternSteps) return { places, complete: false };
    budget.patternSteps -= reading;
    if (!holdsTheRest(fragments, text, line)) continue;
    const steps = length * size;
    if (steps > budget.patternSteps) return { places, complete: false };
    budget.patternSteps -= steps;
    const written = text.slice(start, end);
    const matcher = pattern.matcher(written);
    let from = nextBeginning(beginnings, line, written, 0);
    while (from !== -1 && places.length < mostPlaces && matcher.find(from)) {
      places.push({ start: start + matcher.start(), end: start + matcher.end() });
      from = nextBeginning(beginnings, line, written, matcher.end());
    }
    if (places.length === mostPlaces) break;
  }
  return { places, complete: true };
}

/** The lines of several lists in the order of the text, each once; no further than somebody asks. */
function* inOrder(lists: readonly (readonly Line[])[]): Iterable<Line> {
  const at = lists.map(() => 0);
  for (;;) {
    const next = lists.flatMap((list, index) => list[at[index] ?? 0] ?? []);
    if (next.length === 0) return;
    const first = next.reduce((least, line) => (line.start < least.start ? line : least));
    for (const [index, list] of lists.entries())
      if (list[at[index] ?? 0] === first) at[index] = (at[index] ?? 0) + 1;
    yield first;
  }
}

/** Whether a line that holds the first of the fragments holds the others, without which the pattern cannot match. */
function holdsTheRest(fragments: PatternTerm['fragments'], text: string, line: Line): boolean {
  if (fragments.length < 2) return true;
  const letters = lettersOf(line, text.slice(line.start, line.end));
  for (let at = 1; at < fragments.length; at += 1)
    if (fragments[at]?.some((fragment) => letters.includes(fragment.text)) !== true) return false;
  return true;
}

/** The first place from which a match may begin, or -1. In letters beyond ASCII places may move when they are folded: there it is the first. */
function nextBeginning(
  beginnings: PatternTerm['beginnings'],
  line: Line,
  written: string,
  from: number,
): number {
  if (from > written.length) return -1;
  if (beginnings === null || !isAscii.test(written)) return from;
  const letters = lettersOf(line, written);
  let first = -1;
  for (const beginning of beginnings) {
    const at = letters.indexOf(beginning, from);
    if (at !== -1 && (first === -1 || at < first)) first = at;
  }
  return first;
}

const isAscii = /^[\t-~]*$/;

function lettersOf(line: Line, written: string): string {
  return (line.letters ??= foldLetters(written));
}
