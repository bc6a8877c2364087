import type { Evidence, Reason } from '../../model/decision.ts';
import type { Resource } from '../../rulebook/resources/resource.ts';
import type { Site } from '../../rulebook/site.ts';
import type { Slots } from './slots.ts';

/** What any way of showing a guide needs to know. */
export interface RenderInput {
  site: Site;
  resource: Resource;
  /** The offer's language; the site's is used where the resource does not speak it. */
  locale: string;
  /** The offer's reasons: why it came, and the mood that was noted. */
  because: readonly Reason[];
  evidence: readonly Evidence[];
  slots: Slots;
  /** What an approver made of the guide's text; null: as it is. */
  edited?: string | null;
  /** In a hard moment: who else can be reached stands below it, and nothing says what the member wrote. */
  isCare?: boolean;
  /** Address of the page about this very offer; null or absent: there is none. */
  offerPage?: string | null;
}
