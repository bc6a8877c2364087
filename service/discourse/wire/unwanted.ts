import type { About, Unwanted, UnwantedReason } from './interpretation.ts';

export function unwanted(reason: UnwantedReason, about: Partial<About> = {}): Unwanted {
  return { outcome: 'unwanted', reason, about: { postId: null, topicId: null, memberId: null, ...about } };
}
