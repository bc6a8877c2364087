import { slotPattern } from '../slots.ts';
import type { Resource } from './resource.ts';

/** The slots that a guide names, in any language or wording. */
export function slotsIn({ variants }: Resource): string[] {
  const bodies = [...variants.values()].flatMap(({ body, situations }) => [
    body,
    ...[...situations.values()].map((wording) => wording.body),
  ]);
  return [
    ...new Set(bodies.flatMap((body) => [...body.matchAll(slotPattern)].map(([, name]) => name ?? ''))),
  ];
}
