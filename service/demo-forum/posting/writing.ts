import type { PostDraft } from '../state/records.ts';
import { emptyDraft } from './empty-draft.ts';

/** What a member writes: a reply (`topicId`), a new topic (`title`, `categoryId`) or a private message (`title`, `to`). */
export interface Writing {
  as: string;
  raw: string;
  topicId?: number;
  title?: string;
  categoryId?: number;
  tags?: readonly string[];
  replyToPostNumber?: number;
  to?: readonly string[];
  whisper?: boolean;
  /** Checks length and repetition, as the API and the pages do; unless said, members may write anything. */
  checkText?: boolean;
}

export function draftOf(writing: Writing): PostDraft {
  return {
    ...emptyDraft,
    raw: writing.raw,
    topicId: writing.topicId ?? null,
    title: writing.title ?? null,
    categoryId: writing.categoryId ?? null,
    tags: writing.tags ?? [],
    replyToNumber: writing.replyToPostNumber ?? null,
    archetype: writing.to === undefined ? 'regular' : 'private_message',
    recipients: writing.to ?? [],
    whisper: writing.whisper ?? false,
  };
}
