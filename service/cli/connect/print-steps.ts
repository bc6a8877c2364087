import type { Step } from '../../connect/plan-connection.ts';
import { english } from '../../connect/texts/en.ts';
import { sayStep } from '../../connect/texts/say-step.ts';

/** One step as a line: what was, what will be, what has been done. */
export function printStep(step: Step, isDone: boolean): string {
  const line = sayStep({ ...step, isNeeded: step.todo.length > 0 }, english);
  return `  ${stateOf(step, isDone).padEnd(12)} ${english.title(step.part)}: ${line}`;
}

function stateOf({ todo, isNew }: Step, isDone: boolean): string {
  if (todo.length === 0) return 'done';
  if (isDone) return isNew ? 'created' : 'changed';
  return isNew ? 'would create' : 'would change';
}
