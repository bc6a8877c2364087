import type { Rulebook } from '../../rulebook/rulebook.ts';

/** A post for which the draft fires: its first case. */
export const answeredByDraft = 'A post with words that members use.';

/** A whole rule to begin with, which fires and keeps silent as its cases say; it offers a guide that is there. */
export function firstDraft(rulebook: Pick<Rulebook, 'resources'> | null): string {
  const guide = rulebook?.resources.keys().next().value ?? 'my-guide';
  return `id: new-rule
goal: What is better for members because of this rule
owner: moderators
on: topic.created
text:
  any:
    - words that members use
    - other words for the same
  none:
    - words that mean something else
offer: ${guide}
rollout: draft
cases:
  fires:
    - ${answeredByDraft}
    - { title: Other words for the same, text: The title counts too. }
  silent:
    - text: Words that members use, but also words that mean something else.
      because: text.none
    - text: A post about something quite different.
      because: text.any
`;
}
