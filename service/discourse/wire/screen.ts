import { isHappening } from '../../model/happening.ts';
import { isDated } from '../../model/announcement.ts';
import { isLifeEvent } from '../../model/life-event.ts';
import type { Happening } from '../../model/happening.ts';
import type { PostCreated, PostEdited, PostLiked, TopicChanged } from '../../model/event.ts';
import type { CategoryId, PostId, TopicId } from '../../model/ids.ts';
import type {
  ForumKnowledge,
  InterpretedEvent,
  OwnPostDetails,
  OwnPostSeen,
  Screened,
} from './interpretation.ts';
import { unwanted } from './unwanted.ts';

const changes = {
  'post.created': 'created',
  'post.edited': 'edited',
  'post.deleted': 'deleted',
  'post.recovered': 'recovered',
  'post.liked': 'liked',
} as const;

/** Holds an interpreted event against what only Waypost knows: its own account, other bots, which categories are open. */
export function screen(interpreted: InterpretedEvent, knowledge: ForumKnowledge): Screened {
  const { event, own } = interpreted;
  if (isHappening(event)) return screenHappening(interpreted, event, knowledge);
  // Nothing that a webhook tells: Waypost works it out itself.
  if (isLifeEvent(event) || isDated(event)) return passed(interpreted);
  switch (event.kind) {
    case 'post.created':
    case 'post.edited': {
      const { id: postId, topicId, authorId } = event.post;
      if (own === null || authorId !== knowledge.botId) return screenPost(interpreted, event, knowledge);
      return ownPost(interpreted, { change: changes[event.kind], postId, topicId, details: own });
    }
    case 'post.deleted':
    case 'post.recovered':
    case 'post.liked': {
      const { postId, topicId, authorId } = event;
      if (own !== null && authorId === knowledge.botId) {
        return ownPost(interpreted, { change: changes[event.kind], postId, topicId, details: own });
      }
      return event.kind === 'post.liked' ? screenLike(interpreted, event, knowledge) : passed(interpreted);
    }
    case 'topic.changed':
      return screenTopic(interpreted, event, knowledge);
    case 'member.changed':
      if (event.memberId === knowledge.botId) return unwanted('system_or_bot', { memberId: event.memberId });
      if (isIgnored(event.username, knowledge))
        return unwanted('ignored_member', { memberId: event.memberId });
      return passed(interpreted);
    case 'stage.entered':
      return passed(interpreted);
  }
}

function screenPost(
  interpreted: InterpretedEvent,
  event: PostCreated | PostEdited,
  knowledge: ForumKnowledge,
): Screened {
  const { post } = event;
  const about = { postId: post.id, topicId: post.topicId, memberId: post.authorId };
  if (isIgnored(post.authorName, knowledge)) return unwanted('ignored_member', about);
  if (knowledge.isStaged(post.authorId)) return unwanted('staged_member', about);
  if (interpreted.own?.hidden === true) return unwanted('hidden_post', about);
  return throughCategory(interpreted, { categoryId: post.categoryId, about, knowledge });
}

function screenLike(interpreted: InterpretedEvent, event: PostLiked, knowledge: ForumKnowledge): Screened {
  if (event.likedBy !== knowledge.botId) return passed(interpreted);
  return unwanted('system_or_bot', { postId: event.postId, topicId: event.topicId, memberId: event.likedBy });
}

function screenTopic(
  interpreted: InterpretedEvent,
  event: TopicChanged,
  knowledge: ForumKnowledge,
): Screened {
  const about = { topicId: event.topicId, memberId: event.authorId };
  if (event.authorId === knowledge.botId) return unwanted('own_topic', about);
  if (event.categoryId === null) return passed(interpreted);
  return throughCategory(interpreted, { categoryId: event.categoryId, about, knowledge });
}

function screenHappening(
  interpreted: InterpretedEvent,
  event: Happening,
  knowledge: ForumKnowledge,
): Screened {
  if (event.kind === 'outside.event') return passed(interpreted);
  const { memberId, topicId, postId, categoryId } = event;
  const about = { memberId, topicId, postId };
  if (memberId === knowledge.botId) return unwanted('system_or_bot', about);
  if (memberId !== null && knowledge.isStaged(memberId)) return unwanted('staged_member', about);
  if (categoryId === null) return passed(interpreted);
  return throughCategory(interpreted, { categoryId, about, knowledge });
}

/** A post that only staff can read looks public in its payload. */
function throughCategory(
  interpreted: InterpretedEvent,
  {
    categoryId,
    about,
    knowledge,
  }: { categoryId: CategoryId; about: Parameters<typeof unwanted>[1]; knowledge: ForumKnowledge },
): Screened {
  const open = knowledge.isOpenCategory(categoryId);
  if (open === 'unknown') return { outcome: 'undecided', categoryId };
  return open === 'yes' ? passed(interpreted) : unwanted('closed_category', about);
}

function passed({ event, reread }: InterpretedEvent): Screened {
  return { outcome: 'event', event, reread };
}

function ownPost(
  { event, reread }: InterpretedEvent,
  seen: { change: OwnPostSeen['change']; postId: PostId; topicId: TopicId; details: OwnPostDetails },
): OwnPostSeen {
  return {
    outcome: 'own_post',
    ...seen,
    reread: reread === 'post' ? 'post' : null,
    occurredAt: event.occurredAt,
  };
}

function isIgnored(username: string | null, { ignoredUsernames }: ForumKnowledge): boolean {
  return username !== null && ignoredUsernames.has(username.toLowerCase());
}
