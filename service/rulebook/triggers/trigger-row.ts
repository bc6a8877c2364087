import type { TriggerKey } from './trigger-keys.ts';

/** What ends the need for an offer before it is sent. */
export type Withdrawal = 'solved' | 'answered' | 'edited_away';

/** One kind of moment at which a rule may look: what authors write, read and must not write beside it. */
export interface TriggerRow {
  /** When it is; the line in `rules/README.md` and beside the word in an editor. */
  when: string;
  /** Whom the offer is for, and what it stands under. */
  whom: string;
  /** Keys of the rule that belong to this trigger; those in `needs` must be there. */
  takes: readonly TriggerKey[];
  needs: readonly TriggerKey[];
  /** Whose words `text` looks at: the post that was written, the post it stands under, or none. */
  text: 'own' | 'place' | 'none';
  /**
   * What there is to stand under: a `post`, `perhaps` one, a `closed` topic or `none`, so that only a message or a banner
   * is left; an `announcement` is a reply and nothing else.
   */
  place: 'post' | 'perhaps' | 'closed' | 'none' | 'announcement';
  /** Whether a rule needs a condition of its own, since it would answer every post otherwise. */
  isWide: boolean;
  /** What ends the need, where the rule does not say. */
  withdrawWhen: readonly Withdrawal[];
  /** The lines of a rule with this trigger, cases included; a test runs them. */
  example: string;
}

/** Until somebody answers, the question is solved, or its author takes it back. */
export const untilAnswered: readonly Withdrawal[] = ['solved', 'answered', 'edited_away'];
