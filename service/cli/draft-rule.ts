import { stringify } from 'yaml';
import { triggerRow } from '../rulebook/triggers/triggers.ts';
import type { Trigger } from '../rulebook/triggers/triggers.ts';

export interface RuleDraft {
  id: string;
  goal: string;
  owner: string;
  on: Trigger;
  offer: string;
  /** For a rule about what somebody wrote; a rule about anything else begins with the example of its trigger. */
  words: readonly string[];
  fires: readonly string[];
  silent: readonly string[];
  today: Date;
}

/** The text of a new rule at `draft`, its cases with it. */
export function draftRule(draft: RuleDraft): string {
  const { id, goal, owner, on, offer, today } = draft;
  const head = {
    id,
    goal,
    owner,
    reviewed_on: today.toISOString().slice(0, 10),
    review_every: '365d',
    on,
    offer,
    rollout: 'draft',
  };
  const rest = isAboutWords(on) ? write(wordsAndCases(draft)) : `${triggerRow(on).example}\n`;
  return `# yaml-language-server: $schema=../schema/rule.json\n${write(head)}${rest}`;
}

/** Whether the words of a post make it fire. */
export function isAboutWords(on: Trigger): boolean {
  return triggerRow(on).text === 'own';
}

function wordsAndCases({ words, fires, silent }: RuleDraft): object {
  return {
    ...(words.length === 0 ? {} : { text: { any: words } }),
    cases: { fires, silent },
  };
}

function write(values: object): string {
  return stringify(values, { lineWidth: 0 });
}
