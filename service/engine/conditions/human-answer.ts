import { known } from '../../model/fact.ts';
import type { Fact } from '../../model/fact.ts';
import type { Post, Topic, TopicReply } from '../../model/post.ts';
import type { Site } from '../../rulebook/site.ts';

/** The first visible post after this one by somebody who is neither its author nor a bot; null: nobody has answered. */
export function humanAnswer(
  topic: Topic,
  post: Pick<Post, 'number' | 'authorId'>,
  site: Site,
): Fact<TopicReply | null> {
  const { replies } = topic;
  if (!replies.known) return replies;
  const answer = replies.value.find(
    (reply) =>
      reply.number > post.number &&
      reply.authorId !== post.authorId &&
      !reply.isBot &&
      !site.ignoreMembers.includes(reply.authorName.toLowerCase()),
  );
  return known(answer ?? null, replies.source, replies.at);
}
