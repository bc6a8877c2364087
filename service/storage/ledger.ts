import { isAnnouncement } from '../model/announcement.ts';
import { isHappening } from '../model/happening.ts';
import { isLifeEvent } from '../model/life-event.ts';
import type { CommunityEvent } from '../model/event.ts';
import type { Post } from '../model/post.ts';
import type { Trx } from './database.ts';
import { heirOf } from './heir-of-member.ts';
import { type MemberStore, factsOf } from './members/member-store.ts';
import type { OpenTopicStore } from './open-topic-store.ts';
import type { PostStore } from './post-store.ts';

interface Stores {
  posts: PostStore;
  members: MemberStore;
  openTopics: OpenTopicStore;
}

/** What has been seen of posts, topics and members. */
export function createLedger(stores: Stores) {
  return {
    /**
     * Notes what an event tells, in the transaction that records it.
     * An older telling never undoes a newer one, so events may come in any order.
     */
    note: (trx: Trx, event: CommunityEvent) => note(trx, stores, event),
  };
}

export type Ledger = ReturnType<typeof createLedger>;

async function note(trx: Trx, { posts, members, openTopics }: Stores, event: CommunityEvent): Promise<void> {
  if (isHappening(event) || isLifeEvent(event) || isAnnouncement(event)) return;
  switch (event.kind) {
    case 'post.created':
    case 'post.edited':
      // The member before the post: whoever merges or erases members goes this way round (`README.md`).
      await members.learn(trx, {
        forum: event.forum,
        id: event.post.authorId,
        username: event.post.authorName,
        facts: event.authorTrustLevel === null ? {} : { trustLevel: event.authorTrustLevel },
        source: event.source === 'webhook' ? 'webhook' : 'forum',
        at: event.occurredAt,
      });
      await posts.see(trx, {
        forum: event.forum,
        ...seen(event.post),
        isBot: false,
        marker: null,
        seenThrough: event.source,
      });
      // A topic from before Waypost came waits for no answer of ours.
      if (event.kind === 'post.created' && event.source !== 'look-back') {
        await (event.post.number === 1 ? openTopics.begin(trx, event) : openTopics.answer(trx, event));
      }
      return;
    case 'post.deleted':
      await posts.setDeleted(trx, event.forum, event.postId, event.occurredAt);
      await openTopics.reopen(trx, event.forum, event.postId);
      return;
    case 'post.recovered':
      await posts.setDeleted(trx, event.forum, event.postId, null);
      return;
    case 'topic.changed':
      await posts.rememberTopic(trx, event);
      return;
    case 'member.changed':
      if (event.change === 'destroyed' || event.change === 'anonymized') {
        const heir = event.change === 'destroyed' ? await heirOf(trx, event.forum, event.memberId) : null;
        if (heir !== null) await members.joinWishes(trx, event.forum, event.memberId, heir);
        await members.forget(trx, event.forum, event.memberId);
        await openTopics.forgetMember(trx, event.forum, event.memberId);
        return;
      }
      await members.learn(trx, {
        forum: event.forum,
        id: event.memberId,
        username: event.username,
        facts: factsOf(event),
        source: 'webhook',
        at: event.occurredAt,
      });
      return;
    case 'post.liked':
    case 'stage.entered':
      return;
  }
}

function seen(post: Post) {
  const { id, topicId, number, authorId, authorName, categoryId, createdAt, updatedAt } = post;
  return { id, topicId, number, authorId, authorName, categoryId, createdAt, updatedAt };
}
