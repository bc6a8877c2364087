import type { ParsedRule } from '../reading/parse-rule.ts';
import type { Problem } from '../problem.ts';
import type { Site } from '../site.ts';
import { triggerRow } from '../triggers/triggers.ts';
import { careWays, longestCareReviewMs } from './law.ts';

/** What `kind: care` holds a rule to, beyond what every rule is held to. */
export function checkCareRule(rule: ParsedRule, site: Site): Problem[] {
  const { value } = rule;
  const report = (path: PropertyKey[], code: string, message: string): Problem[] => [
    { file: rule.file, ...rule.yaml.placeOf(path), code, message },
  ];
  if (value.kind !== 'care') {
    return value.approvers === undefined
      ? []
      : report(
          ['approvers'],
          'key_of_care',
          `\`approvers\` belongs to \`kind: care\`, and this is \`kind: ${value.kind}\`; take it out, or change \`kind\``,
        );
  }
  const open = (value.as ?? ['card', 'reply']).filter((way) => !careWays.includes(way));
  const hasApprovers = (value.approvers ?? site.care.approvers).length > 0;
  return [
    ...(open.length === 0
      ? []
      : report(
          [value.as === undefined ? 'kind' : 'as'],
          'care_channel',
          `care goes to its member alone, and others can come upon ${open.map((way) => `\`${way}\``).join(' and ')}; write \`as: message\`, or \`as: [banner, message]\``,
        )),
    ...(triggerRow(value.on).takes.includes('place')
      ? report(
          ['on'],
          'care_for_everybody',
          `\`on: ${value.on}\` puts one post before everybody, and care is for one member; choose a trigger that is about a member`,
        )
      : []),
    ...(value.steps === undefined
      ? []
      : report(
          ['steps'],
          'care_sequence',
          'care is one offer that a person sends, not a sequence that comes by itself; write `offer`',
        )),
    ...(value.holdout === 0
      ? []
      : report(
          ['holdout'],
          'care_holdout',
          'nobody in need is left out for a comparison; take `holdout` out',
        )),
    ...(value.rollout === 'live'
      ? report(
          ['rollout'],
          'care_rollout',
          'care never goes by itself: a named approver sends each one; write `rollout: review`',
        )
      : []),
    ...(hasApprovers
      ? []
      : report(
          ['kind'],
          'care_no_approver',
          'nobody may send this; name accounts of the forum under `approvers`, here or under `care` in site.yml',
        )),
    ...reviewFaults(value).map(({ key, message }) => ({
      file: rule.file,
      ...rule.yaml.placeOf([key]),
      code: 'care_review',
      message,
    })),
  ];
}

/** Whether a review is promised, and soon enough. */
export function reviewFaults(values: {
  reviewed_on?: Date | undefined;
  review_every?: number | undefined;
}): { key: 'reviewed_on' | 'review_every' | 'kind'; message: string }[] {
  const { reviewed_on: day, review_every: every } = values;
  if (day === undefined || every === undefined) {
    const missing = day === undefined ? '`reviewed_on: 2026-11-01`' : '`review_every: 90d`';
    return [
      {
        key: 'kind',
        message: `words for hard moments are read again every 90 days at the latest; add ${missing}`,
      },
    ];
  }
  if (every <= longestCareReviewMs) return [];
  const days = Math.round(every / 86_400_000);
  return [
    {
      key: 'review_every',
      message: `${days} days; words for hard moments are read again every 90 days at the latest: write \`review_every: 90d\``,
    },
  ];
}
