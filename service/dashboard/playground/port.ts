import type { PreviewedMember } from '../../evaluate/preview-member.ts';
import type { PostCreated } from '../../model/event.ts';
import type { Fact } from '../../model/fact.ts';
import type { Rule } from '../../rulebook/rule.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';

/** Puts one changed rule file before other people. Rejects with a sentence for the one who asked. */
export type ProposeChange = (proposal: {
  path: string;
  text: string;
  who: string;
  why: string;
}) => Promise<{ branch: string; url: string | null }>;

/** What the playground asks beyond reports. It reads; only a proposal leaves the page, and not into force. */
export interface Playground {
  previewMember(about: {
    username: string;
    rulebook: Rulebook;
    rule: Rule | null;
    at: Date;
  }): Promise<PreviewedMember | null>;
  /** Slugs of a post's category and of those above it, its own first. */
  categorySlugs(event: PostCreated): Promise<Fact<readonly string[]>>;
  /** Absent where the rules lie in no repository. */
  proposeChange?: ProposeChange | undefined;
}
