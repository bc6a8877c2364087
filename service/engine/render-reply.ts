import type { Evidence, Reason } from '../model/decision.ts';
import type { Resource } from '../rulebook/resource.ts';
import type { Site } from '../rulebook/site.ts';

export interface RenderReplyInput {
  site: Site;
  resource: Resource;
  /** The offer's language; the site's is used where the resource does not speak it. */
  locale: string;
  because: readonly Reason[];
  evidence: readonly Evidence[];
  /** Values for the slots of the resource. All were written by strangers. */
  slots: { member: string; topic: string };
  marker: string;
}

/** The Markdown of a reply: the guide, one quiet line that says why it came and how to stop, and the marker. */
export function renderReply(input: RenderReplyInput): string {
  throw new Error(`not written yet: ${input.resource.id}`);
}
