import { resourceId } from '../../model/ids.ts';
import type { ResourceId } from '../../model/ids.ts';
import type { ParsedRule } from '../reading/parse-rule.ts';
import type { Problem } from '../problem.ts';
import type { ParsedResource } from '../resources/parse-resource.ts';
import type { Site } from '../site.ts';
import { checkCareGuide } from './check-care-guide.ts';
import { checkCareRule } from './check-care-rule.ts';
import { contactsFor } from './contacts.ts';
import { whyTracked } from './find-tracking.ts';

export interface CareInput {
  rules: readonly ParsedRule[];
  resources: readonly ParsedResource[];
  supersededBy: ReadonlyMap<ResourceId, ResourceId>;
  site: Site;
}

/** Whether rules for hard moments, all the guides that they can come to offer, and the contacts keep to the law of care. */
export function checkCare({ rules, resources, supersededBy, site }: CareInput): Problem[] {
  const files = Map.groupBy(resources, ({ id }) => id);
  const told = new Map<string, Problem>();
  for (const rule of rules) {
    for (const problem of [
      ...checkCareRule(rule, site),
      ...checkOffered(rule, site, (id) => files.get(supersededBy.get(resourceId(id)) ?? id) ?? []),
    ])
      told.set(JSON.stringify(problem), problem);
  }
  return [...told.values(), ...checkContacts(site)];
}

function checkOffered(
  { file, yaml, value }: ParsedRule,
  site: Site,
  filesOf: (id: string) => readonly ParsedResource[],
): Problem[] {
  if (value.kind !== 'care') return [];
  const approvers = (value.approvers ?? site.care.approvers).map((name) => name.toLowerCase());
  const offered = [value.offer, ...(value.steps ?? []).map((step) => step.offer)];
  const guides = offered.flatMap((id) => (id === undefined ? [] : filesOf(id)));
  const base = guides.find(({ locale, situation }) => locale === null && situation === null);
  if (base === undefined) return [];
  const spoken = new Set(guides.map(({ locale }) => locale ?? site.locale));
  const without = [...spoken].filter((locale) => contactsFor(site.care.contacts, locale).length === 0);
  return [
    ...guides.flatMap((guide) => checkCareGuide(guide, { base, approvers })),
    ...without.map((locale) => ({
      file,
      ...yaml.placeOf(['offer']),
      code: 'care_no_contact',
      message: `this reaches members in ${locale}, and there is nobody outside the forum whom they can turn to; add one under \`care: { contacts: { ${locale}: … } }\` in site.yml`,
    })),
  ];
}

function checkContacts({ care }: Site): Problem[] {
  return [...care.contacts.values()].flat().flatMap(({ name, url }) => {
    const why = url === null ? null : whyTracked(url);
    if (why === null) return [];
    const message = `${url} (${name}): nobody is followed in a hard moment, and ${why}`;
    return [{ file: 'site.yml', line: 1, column: 1, code: 'care_tracking', message }];
  });
}
