import type { ResourceId, RuleId } from '../../model/ids.ts';
import type { Rulebook } from '../rulebook.ts';

/** Which rules offer which guide. A guide that another took the place of is not listed; its rules are the newer one's. */
export function findUses({ rules, resources, supersededBy }: Rulebook): Map<ResourceId, readonly RuleId[]> {
  const all = [...rules.values()];
  return new Map(
    [...resources.keys()]
      .filter((id) => !supersededBy.has(id))
      .map((id) => [
        id,
        all.filter(({ offer, rotation }) => offer === id || rotation.includes(id)).map((rule) => rule.id),
      ]),
  );
}
