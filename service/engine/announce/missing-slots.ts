import { isAnnouncement } from '../../model/announcement.ts';
import type { Reason } from '../../model/decision.ts';
import type { CommunityEvent } from '../../model/event.ts';
import { findResource } from '../../rulebook/resources/find-resource.ts';
import { slotsIn } from '../../rulebook/resources/slots-in.ts';
import type { Rule } from '../../rulebook/rule.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import { reason } from '../conditions/check.ts';
import { slotsOfEvent } from './slots-of-event.ts';

/** What the guide names and this event does not have: then nothing is told, rather than a sentence with a hole. */
export function missingSlots(rule: Rule, event: CommunityEvent, rulebook: Rulebook): Reason[] {
  const guide = findResource(rulebook, rule.offer);
  if (guide === undefined || !isAnnouncement(event)) return [];
  const { locale, timeZone: zone } = rulebook.site;
  const brought = slotsOfEvent(event, { locale, zone });
  return slotsIn(guide)
    .filter((slot) => slot.includes('.') && !Object.hasOwn(brought, slot))
    .map((slot) => reason('slot_unknown', { slot: `{{${slot}}}` }));
}
