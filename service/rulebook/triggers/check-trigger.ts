import type { Problem } from '../problem.ts';
import type { ParsedRule } from '../reading/parse-rule.ts';
import { parseWeekday } from './schedule.ts';
import { triggerKeyNames } from './trigger-keys.ts';
import type { TriggerKey } from './trigger-keys.ts';
import { triggerNames, triggerRow } from './triggers.ts';

type Report = (path: PropertyKey[], code: string, message: string) => Problem[];

/** Whether a rule says all that its trigger needs, and nothing that only another trigger understands. */
export function checkTrigger(rule: ParsedRule, report: Report): Problem[] {
  const { value } = rule;
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
        `\`on: ${on}\` needs \`${key}\` too, such as \`${sampleOf(key, on)}\``,
      ),
    ),
    ...checkDays(rule, report),
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

/** A weekly rule names weekdays, a monthly one days of the month. */
function checkDays({ value }: ParsedRule, report: Report): Problem[] {
  const { on, day } = value;
  const isWeekly = on === 'weekly';
  if (day === undefined || (!isWeekly && on !== 'monthly')) return [];
  return day
    .filter((one) => (parseWeekday(String(one)) !== null) !== isWeekly)
    .flatMap((one) =>
      report(
        ['day'],
        'day_of_other_trigger',
        isWeekly
          ? `\`on: weekly\` comes on weekdays, and "${one}" is a day of the month; write \`day: friday\`, or use \`on: monthly\``
          : `\`on: monthly\` comes once a month, and "${one}" comes every week; write \`day: first ${one}\`, or use \`on: weekly\``,
      ),
    );
}

function sampleOf(key: TriggerKey, on: string): string {
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
    date: 'date: 12-24',
    day: on === 'weekly' ? 'day: friday' : 'day: first monday',
    time: 'time: "18:00"',
    rotate: 'rotate: [first, second]',
    calendar: 'calendar: community',
    lead: 'lead: 1d',
  };
  return samples[key];
}
