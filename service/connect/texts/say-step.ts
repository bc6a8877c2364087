import type { Step } from '../plan-connection.ts';
import type { ConnectTexts } from './connect-texts.ts';

/** What stands beside a step: what will be there, or what is wrong with what is there. */
export function sayStep({ part, faults, isNew, todo }: Step, texts: ConnectTexts): string {
  if (faults.length === 0)
    return part.of === 'hook' && !isNew && todo.length === 0 ? shortLine(texts.line(part)) : texts.line(part);
  const wrong = faults.map((fault) => texts.fault(fault)).join(', ');
  return part.of === 'key' ? `${wrong}; ${texts.newKeyInstead}` : wrong;
}

/** Thirty names of events say nothing where all is well. */
function shortLine(line: string): string {
  return line.replace(/: .*$/, '');
}
