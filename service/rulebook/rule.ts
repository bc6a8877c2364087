import type { Channel, Kind, Rung } from '../model/decision.ts';
import type { ResourceId, RuleId, StageId } from '../model/ids.ts';
import type { TrustLevel } from '../model/member.ts';
import type { Rate } from './language/rate.ts';
import type { Place } from './reading/read-yaml.ts';
import type { StageCondition } from './stage.ts';
import type { NearTerm, Term } from './text/term.ts';
import type { TriggerDetails } from './triggers/trigger-details.ts';
import type { Trigger, Withdrawal } from './triggers/triggers.ts';

export type { Trigger, Withdrawal } from './triggers/triggers.ts';

/** One rule as the engine reads it: every default filled in, every duration in milliseconds. */
export interface Rule {
  id: RuleId;
  file: string;
  goal: string;
  owner: string;
  kind: Kind;
  /** Of a care rule the accounts that may see and send what it offers, lower case; empty for every other kind. */
  approvers: readonly string[];
  /** Among rules of one kind the higher goes first; 0 unless the file says otherwise. */
  priority: number;
  trigger: Trigger;
  /** What it asks of the trigger. */
  details: TriggerDetails;
  where: Where;
  text: TextTest | null;
  who: Who;
  /** Of a sequence the guide of its first step, of a rotation its first one. */
  offer: ResourceId;
  /** Guides that take turns; empty: it is always the same. */
  rotation: readonly ResourceId[];
  /** What is offered one after the other; empty: one offer, at once. */
  steps: readonly Step[];
  /** The goal of a sequence: who meets one of these needs no more of it. */
  until: readonly StageCondition[];
  as: readonly Channel[];
  /** How long people have to answer before a reply comes. */
  waitMs: number;
  /** The same for cards: 0 unless the rule says `wait` itself. */
  cardWaitMs: number;
  freshForMs: number;
  withdrawWhen: ReadonlySet<Withdrawal>;
  limit: RuleLimit;
  /** The highest rung that this rule may have. */
  rollout: Rung;
  /** Share of members, 0 to 1, who are never offered this rule's help, for comparison. */
  holdout: number;
  reviewDueAt: Date | null;
  cases: RuleCases;
}

/** One step of a sequence. Its id says where members stand, so it stays when the file changes. */
export interface Step {
  id: string;
  /** After the moment that began the sequence, or after the step before. */
  waitMs: number;
  /** Still needed when one of these is met; empty: always. */
  onlyIf: readonly StageCondition[];
  offer: ResourceId;
  as: readonly Channel[];
}

export interface Where {
  categories: readonly string[];
  /** Only these categories themselves, not those below them. */
  exact: boolean;
  notCategories: readonly string[];
  tags: readonly string[];
  notTags: readonly string[];
  openingPost: boolean | null;
  /** What the topic must be; null: does not matter. */
  topic: { closed: boolean | null; solved: boolean | null; answered: boolean | null };
}

/** What a rule asks of a text: one of each list that is not empty, every one of `all`, none of `none`. */
export interface TextTest {
  any: readonly Term[];
  all: readonly Term[];
  title: readonly Term[];
  near: readonly NearTerm[];
  /** Inside what the member set apart as code, or quoted. */
  code: readonly Term[];
  quoted: readonly Term[];
  none: readonly Term[];
}

export interface Who {
  /** Stages the member may be in; for `stage.entered` the stages that may have been entered. Empty: any. */
  stages: readonly StageId[];
  trustLevels: readonly TrustLevel[];
  /** Public posts ever; null: does not matter. */
  posts: { min: number; max: number } | null;
  /** How long ago they joined at least; null: does not matter. */
  memberForMs: number | null;
  groups: readonly string[];
  notGroups: readonly string[];
  locales: readonly string[];
}

export interface RuleLimit {
  member: Rate;
  /** Waypost replies in one topic, ever, this rule's own included. */
  topic: number;
  /** Over the whole forum; null: only the forum's own cap counts. */
  site: Rate | null;
  over: 'defer' | 'drop';
}

export interface RuleCases {
  fires: readonly RuleCase[];
  silent: readonly RuleCase[];
}

/** A post that must, or must not, fire the rule. Facts it does not state take the values that let the rule fire. */
export interface RuleCase {
  title: string;
  text: string;
  category: string | null;
  tags: readonly string[] | null;
  /** 1 opens its topic. */
  number: number | null;
  topic: { closed: boolean | null; solved: boolean | null; answered: boolean | null };
  trustLevel: TrustLevel | null;
  stage: string | null;
  groups: readonly string[] | null;
  locale: string | null;
  /** Public posts of the member ever, this one included. */
  posts: number | null;
  memberForMs: number | null;
  /** Minutes since midnight by the member's clock; null: an hour at which nobody asks for quiet. */
  atMinute: number | null;
  /** What the member was offered before, by which rule, and how long ago. */
  offered: readonly { rule: RuleId; agoMs: number }[];
  /** What the case says happened; what it leaves open is as the rule would have it. */
  details: TriggerDetails;
  /** A reason code, or the part of the rule such as `text.none`; null: any reason will do. */
  because: string | null;
  /** Where the file tells it. */
  place(): Place;
}
