import type { ForumKnowledge } from '../../service/discourse/wire.ts';
import { memberId } from '../../service/model/ids.ts';

/** The fields of a post as a webhook of today sends them; a public reply by an account, unless told otherwise. */
export function aPostPayload(changed: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: 42,
    topic_id: 7,
    topic_title: 'How to splice a rope',
    topic_archetype: 'regular',
    category_id: 5,
    post_number: 2,
    post_type: 1,
    user_id: 12,
    username: 'ines',
    trust_level: 1,
    raw: 'I have tried the long splice.',
    created_at: '2026-11-21T08:00:00.000Z',
    updated_at: '2026-11-21T08:00:00.000Z',
    version: 1,
    hidden: false,
    deleted_at: null,
    user_deleted: false,
    reply_to_post_number: null,
    ...changed,
  };
}

/** A forum where member 2 is the bot, and everyone can read every category. */
export function someKnowledge(changed: Partial<ForumKnowledge> = {}): ForumKnowledge {
  return {
    botId: memberId(2),
    ignoredUsernames: new Set(),
    isStaged: () => false,
    isOpenCategory: () => 'yes',
    ...changed,
  };
}

/** The JSON of a topic as `GET /t/{id}.json` answers it, with these posts on the page. */
export function aTopicAnswer(
  posts: readonly Record<string, unknown>[],
  changed: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    id: 7,
    title: 'How to splice a rope',
    user_id: 12,
    category_id: 5,
    archetype: 'regular',
    tags: [],
    closed: false,
    archived: false,
    visible: true,
    deleted_at: null,
    slow_mode_seconds: 0,
    details: { can_create_post: true },
    post_stream: { posts, stream: posts.map((post) => post['id']) },
    ...changed,
  };
}
