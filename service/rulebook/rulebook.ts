import type { ForumOutline } from '../model/forum-outline.ts';
import type { ResourceId, RuleId, RulebookVersion } from '../model/ids.ts';

import type { Resource, Situation } from './resources/resource.ts';
import type { Rule, Trigger } from './rule.ts';
import type { RuleIndex } from './rule-index.ts';
import type { Site } from './site.ts';
import type { FunnelPart, Stage } from './stage.ts';
import type { Term } from './text/term.ts';
import type { TextIndex } from './text/text-index.ts';

/** Everything the rule files say, checked and ready to decide with. Never changed, only replaced. */
export interface Rulebook {
  version: RulebookVersion;
  site: Site;
  stages: readonly Stage[];
  /** The way as reports show it; empty: stage by stage. */
  funnel: readonly FunnelPart[];
  rules: ReadonlyMap<RuleId, Rule>;
  rulesByTrigger: ReadonlyMap<Trigger, readonly Rule[]>;
  resources: ReadonlyMap<ResourceId, Resource>;
  /** From each superseded guide to the newest that took its place. */
  supersededBy: ReadonlyMap<ResourceId, ResourceId>;
  /** What the forum has, as `forum.yml` says; null: no snapshot has been taken. */
  outline: ForumOutline | null;
  /** The words by which a post tells of a mood. */
  situations: ReadonlyMap<Situation, readonly Term[]>;
  texts: TextIndex;
  index: RuleIndex;
}
