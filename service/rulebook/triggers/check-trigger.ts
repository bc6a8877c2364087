import type { Problem } from '../problem.ts';
import type { ParsedRule } from '../parse-rule.ts';
import { triggerKeyNames } from './trigger-keys.ts';
import type { TriggerKey } from './trigger-keys.ts';
import { triggerNames, triggerRow } from './triggers.ts';

type Report = (path: PropertyKey[], code: string, message: string) => Problem[];

/** Whether a rule says all that its trigger needs, and nothing that only another trigger understands. */
export function checkTrigger({ value }: ParsedRule, report: Report): Problem[] {
  const { on, text } = value;
  const row = triggerRow(on);
  const foreign = triggerKeyNames.filter((key) => value[key] !== undefined && !row.takes.includes(key));
  const missing = row.needs.filter((key) => value[key] === undefined);
  return [
    ...foreign.flatMap((key) =>
      report(
        [key],
        'key_of_other_trigger',
        `\`on: ${on}\` does not read \`${key}\`; it belongs to ${takersOf(key)}. Take it out, or change \`on\``,
      ),
    ),
    ...missing.flatMap((key) =>
      report(
        ['on'],
        'trigger_incomplete',
        `\`on: ${on}\` needs \`${key}\` too, such as \`${sampleOf(key)}\``,
      ),
    ),
    ...(text !== undefined && row.text === 'none'
      ? report(
          ['text'],
          'text_without_post',
          `\`on: ${on}\` is about no post, so it has no \`text\`; take it out, or use \`on: post.created\``,
        )
      : []),
  ];
}

function takersOf(key: TriggerKey): string {
  return triggerNames
    .filter((name) => triggerRow(name).takes.includes(key))
    .map((name) => `\`on: ${name}\``)
    .join(', ');
}

function sampleOf(key: TriggerKey): string {
  const samples: Record<TriggerKey, string> = {
    after: 'after: 2d',
    count: 'count: 10',
    badge: 'badge: 41',
    level: 'level: 2',
    group: 'group: translators',
    tag: 'tag: needs-log',
    type: 'type: release.published',
    data: 'data: { channel: stable }',
    place: 'place: { topic: 123 }',
    years: 'years: [1, 5]',
    reaches: 'reaches: { posts: [10, 100] }',
  };
  return samples[key];
}
