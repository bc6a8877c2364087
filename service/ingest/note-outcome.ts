import type { CommunityEvent } from '../model/event.ts';
import type { MemberId } from '../model/ids.ts';
import type { OutcomeStore } from '../storage/outcomes/outcome-store.ts';

export interface NoteOutcomeDeps {
  outcomes: Pick<OutcomeStore, 'noteLike' | 'noteFlag' | 'noteSolved' | 'forgetSolved'>;
}

/** What an event says of offers that were shown before, whether or not a rule waits for it. Noted twice, it counts once. */
export async function noteOutcome(
  { outcomes }: NoteOutcomeDeps,
  event: CommunityEvent,
  botId: MemberId,
): Promise<void> {
  const { forum, occurredAt: at } = event;
  if (event.kind === 'post.liked' && event.authorId === botId && event.likedBy !== botId)
    await outcomes.noteLike(forum, event.postId, { by: event.likedBy, at });
  if (event.kind === 'flag.agreed' && event.memberId === botId && event.postId !== null)
    await outcomes.noteFlag(forum, event.postId, at);
  if (event.kind === 'topic.solved' && event.topicId !== null)
    await outcomes.noteSolved(forum, event.topicId, { solution: event.solution, at });
  if (event.kind === 'topic.unsolved' && event.topicId !== null)
    await outcomes.forgetSolved(forum, event.topicId, at);
}
