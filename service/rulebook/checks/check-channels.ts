import type { Channel } from '../../model/decision.ts';
import { standsUnderPost } from '../../model/ways.ts';
import type { ParsedRule } from '../reading/parse-rule.ts';
import type { Problem } from '../problem.ts';
import { usualWaitMs } from '../language/schema.ts';
import type { TriggerRow } from '../triggers/trigger-row.ts';
import { triggerRow } from '../triggers/triggers.ts';
import { waysOf } from '../language/usual-ways.ts';

type Report = (path: PropertyKey[], code: string, message: string) => Problem[];

/** Whether an offer can appear where the rule says, at the moment it is about, and in time. */
export function checkChannels({ value }: ParsedRule, report: Report): Problem[] {
  const { wait = usualWaitMs } = value;
  const isHasty = waysOf(value).includes('reply') && wait < 60_000;
  return [
    ...checkWays(value, report),
    ...checkStepWays(value, report),
    ...(isHasty
      ? report(
          ['wait'],
          'too_hasty',
          'a reply waits at least 60s, so that people can answer first; 10m is a good wait',
        )
      : []),
    ...(wait >= value.fresh_for
      ? report(
          ['fresh_for'],
          'never_fresh',
          '`fresh_for` ends before `wait` does, so nothing would ever be sent; make it longer',
        )
      : []),
  ];
}

/** A step comes long after what began its sequence, and is about the member alone: nothing of it can stand under a post. */
function checkStepWays(value: ParsedRule['value'], report: Report): Problem[] {
  return (value.steps ?? []).flatMap((step, index) => {
    const path = ['steps', index, ...(step.as === undefined ? [] : ['as'])];
    const refused = step.as === undefined ? [] : refuseWays(value.on, step.as, path, report);
    const ways = step.as ?? waysOf(value);
    if (refused.length > 0 || !ways.every(standsUnderPost)) return refused;
    return report(
      path,
      'way_missing',
      `step "${step.id}" would never be seen: a step is about no post that a ${ways.join(' or a ')} could stand under; say \`as: message\`, \`as: banner\` (needs the forum’s plugin), or both, for the rule or for the step`,
    );
  });
}

function checkWays({ on, as, steps }: ParsedRule['value'], report: Report): Problem[] {
  if (as !== undefined) return refuseWays(on, as, ['as'], report);
  const { place } = triggerRow(on);
  const isLeftOpen = steps === undefined || steps.some((step) => step.as === undefined);
  if (!isLeftOpen || (place !== 'none' && place !== 'closed')) return [];
  return report(
    ['on'],
    'way_missing',
    `\`on: ${on}\` ${why[place]}; say \`as: message\`, \`as: banner\` (needs the forum’s plugin), or both`,
  );
}

function refuseWays(
  on: ParsedRule['value']['on'],
  as: readonly Channel[],
  path: PropertyKey[],
  report: Report,
): Problem[] {
  const { place } = triggerRow(on);
  const impossible = [...new Set(as)].filter((way) => !isPossible(way, place));
  if (impossible.length === 0) return [];
  const wayOut =
    place === 'announcement'
      ? '`as: reply`'
      : '`as: message`, `as: banner` (needs the forum’s plugin), or both';
  return report(
    path,
    'way_not_possible',
    `\`on: ${on}\` ${why[place]}, so there is no ${impossible.join(', no ')} for it; use ${wayOut}`,
  );
}

function isPossible(way: Channel, place: TriggerRow['place']): boolean {
  if (place === 'announcement') return way === 'reply';
  return place === 'post' || place === 'perhaps' || !standsUnderPost(way);
}

const why: Readonly<Record<TriggerRow['place'], string>> = {
  post: 'is about a post',
  perhaps: 'is about a post',
  closed: 'is about a closed topic, in which nothing new can stand',
  none: 'is about no post that something could stand under',
  announcement: 'concerns nobody in particular and is told to everybody',
};
