import { foldLetters } from '../rulebook/text/fold-letters.ts';
import type { PatternTerm } from '../rulebook/text/term.ts';

/**
 * Steps that all patterns together may take over one post: characters read, times instructions where a pattern runs. Counted
 * before the work and not measured, so that every machine, and every later explanation, comes to the same answer.
 */
export const mostPatternSteps = 200_000;
const mostPlaces = 5;

export interface FoundPattern {
  places: { start: number; end: number }[];
  /** False: the budget ended before the last line that may match. */
  complete: boolean;
}

/** Matches of a pattern in the lines that hold one of its fragments; `offsets` are those of the words that do, in order. */
export function findPattern(
  { pattern, size, fragments }: PatternTerm,
  text: string,
  offsets: readonly number[],
  budget: { patternSteps: number },
): FoundPattern {
  const places: FoundPattern['places'] = [];
  let done = 0;
  for (const offset of offsets) {
    if (offset < done) continue;
    const start = text.lastIndexOf('\n', offset) + 1;
    const newline = text.indexOf('\n', offset);
    done = newline === -1 ? text.length : newline;
    const line = text.slice(start, done);
    const reading = fragments.length < 2 ? 0 : line.length;
    if (reading > budget.patternSteps) return { places, complete: false };
    budget.patternSteps -= reading;
    if (!holdsTheRest(fragments, line)) continue;
    const steps = line.length * size;
    if (steps > budget.patternSteps) return { places, complete: false };
    budget.patternSteps -= steps;
    const matcher = pattern.matcher(line);
    while (places.length < mostPlaces && matcher.find())
      places.push({ start: start + matcher.start(), end: start + matcher.end() });
    if (places.length === mostPlaces) break;
  }
  return { places, complete: true };
}

/** Whether a line that holds the first of the fragments holds the others, without which the pattern cannot match. */
function holdsTheRest(fragments: PatternTerm['fragments'], line: string): boolean {
  if (fragments.length < 2) return true;
  const letters = foldLetters(line);
  return fragments.slice(1).every((list) => list.some(({ text }) => letters.includes(text)));
}
