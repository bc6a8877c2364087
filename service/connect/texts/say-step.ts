import type { Step } from '../plan-connection.ts';
import type { ConnectTexts } from './connect-texts.ts';

/** What stands beside a step: what will be there, or what is wrong with what is there. */
export function sayStep(
  { part, faults, isNeeded }: Pick<Step, 'part' | 'faults'> & { isNeeded: boolean },
  texts: ConnectTexts,
): string {
  const line = texts.line(part);
  // Thirty names of events say nothing where all is well.
  if (faults.length === 0) return part.of === 'hook' && !isNeeded ? line.replace(/: .*$/, '') : line;
  const wrong = faults.map((fault) => texts.fault(fault)).join(', ');
  return part.of === 'key' ? `${wrong}; ${texts.newKeyInstead}` : wrong;
}
