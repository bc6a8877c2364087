import { resourceId } from '../../model/ids.ts';
import type { ResourceId } from '../../model/ids.ts';
import { didYouMean } from '../reading/did-you-mean.ts';
import type { ParsedRule } from '../reading/parse-rule.ts';
import type { Problem } from '../problem.ts';
import type { Resource } from '../resources/resource.ts';
import { slotsIn } from '../resources/slots-in.ts';
import type { Site } from '../site.ts';

/** What a trigger brings for the slots of a guide, beside what every post has. */
const brings: Readonly<Record<string, string>> = { event: 'data.', calendar: 'event.' };

/** Whether rules name calendars that there are, and guides only what their rules’ triggers bring. */
export function checkCalendars(about: {
  rules: readonly ParsedRule[];
  resources: ReadonlyMap<ResourceId, Resource>;
  site: Site;
}): Problem[] {
  const { rules, resources, site } = about;
  return rules.flatMap((rule) => [...checkName(rule, site), ...checkSlots(rule, resources)]);
}

function checkName({ file, value, yaml }: ParsedRule, { calendars }: Site): Problem[] {
  const { calendar } = value;
  if (calendar === undefined || calendars.has(calendar)) return [];
  const known = [...calendars.keys()];
  const message = `unknown calendar "${calendar}"${didYouMean(calendar, known)}; known: ${known.join(', ') || 'none yet'}. Name its address under \`calendars\` in site.yml`;
  return [{ file, ...yaml.placeOf(['calendar']), code: 'unknown_calendar', message }];
}

function checkSlots(
  { file, value, yaml }: ParsedRule,
  resources: ReadonlyMap<ResourceId, Resource>,
): Problem[] {
  const { on, offer, steps = [], rotate = [] } = value;
  const offered = [
    ...(offer === undefined ? [] : [{ id: offer, path: ['offer'] }]),
    ...steps.map((step, index) => ({ id: step.offer, path: ['steps', index, 'offer'] })),
    ...rotate.map((id, index) => ({ id, path: ['rotate', index] })),
  ];
  return offered.flatMap(({ id, path }) => {
    const guide = resources.get(resourceId(id));
    const missing = guide === undefined ? [] : slotsIn(guide).filter((slot) => !isBrought(slot, on));
    return missing.map((slot) => ({
      file,
      ...yaml.placeOf(path),
      code: 'slot_not_brought',
      message: `the guide "${id}" names {{${slot}}}, which \`on: ${on}\` does not bring; offer one that does not, or take it out there`,
    }));
  });
}

function isBrought(slot: string, on: string): boolean {
  return !slot.includes('.') || slot.startsWith(brings[on] ?? '-');
}
