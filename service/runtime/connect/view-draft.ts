import type { DraftView } from '../../dashboard/connect/port.ts';
import type { Draft } from './draft-connection.ts';

/** What of a draft may be shown: names, no secret. */
export function viewDraft({ wanted, wish, steps, notes, shadowed, isAllThere }: Draft): DraftView {
  const { forumUrl, publicUrl, file, values } = wanted;
  return {
    ...{ forumUrl, publicUrl, file, notes, shadowed, isAllThere },
    steps: steps.map(({ todo, ...step }) => ({ ...step, isNeeded: todo.length > 0 })),
    bot: wish.bot.username,
    names: [...Object.keys(values).filter((name) => values[name] !== null), 'DISCOURSE_API_KEY'],
  };
}
