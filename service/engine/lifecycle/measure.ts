import type { Stage } from '../../rulebook/stage.ts';

/** Everything that members are measured by over time. When it changes, everybody is measured anew. */
export interface Measure {
  stages: readonly Stage[];
  /** The years of joining that some rule waits for, empty for every year; null: no rule does. */
  anniversaries: readonly number[] | null;
  /** For members whose own zone is not known. */
  zone: string;
}
