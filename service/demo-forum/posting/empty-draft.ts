import type { PostDraft } from '../state/records.ts';

/** A draft of nothing; callers name what they mean. */
export const emptyDraft: PostDraft = {
  raw: '',
  topicId: null,
  title: null,
  categoryId: null,
  tags: [],
  replyToNumber: null,
  archetype: 'regular',
  recipients: [],
  externalId: null,
  whisper: false,
};
