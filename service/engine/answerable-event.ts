import { isDated } from '../model/announcement.ts';
import type { DatedEvent } from '../model/announcement.ts';
import type { CommunityEvent, PostCreated, PostEdited, PostLiked, StageEntered } from '../model/event.ts';
import { isHappening } from '../model/happening.ts';
import type { Happening } from '../model/happening.ts';
import { isLifeEvent } from '../model/life-event.ts';
import type { LifeEvent } from '../model/life-event.ts';

/** Events that a rule can answer. */
export type AnswerableEvent =
  | PostCreated
  | PostEdited
  | PostLiked
  | StageEntered
  | LifeEvent
  | DatedEvent
  | Happening;

export function isAnswerable(event: CommunityEvent): event is AnswerableEvent {
  return (
    event.kind === 'post.created' ||
    event.kind === 'post.edited' ||
    event.kind === 'post.liked' ||
    event.kind === 'stage.entered' ||
    isLifeEvent(event) ||
    isDated(event) ||
    isHappening(event)
  );
}
