/** Everything that reads Discourse's JSON. Pure: bytes in, model nouns or a typed outcome out. */
export { interpretWebhook } from './wire/interpret-webhook.ts';
export { screen } from './wire/screen.ts';
export { readOwnMessage } from './wire/read-own-message.ts';
export { readMarker } from './wire/marker.ts';
export { missedPost, readLatestPosts, readPost } from './wire/read-posts.ts';
export { readTopic } from './wire/read-topic.ts';
export { readMember } from './wire/read-member.ts';
export { readCategory, readSite } from './wire/read-site.ts';
export { describeMember } from './wire/describe-member.ts';
export { describeTopic } from './wire/describe-topic.ts';
export type { CreateResult } from './wire/read-created-post.ts';
export type { MessageReply } from './wire/read-own-message.ts';
export type { TopicSources } from './wire/describe-topic.ts';
export type {
  About,
  ForumKnowledge,
  InterpretedEvent,
  InterpretedReview,
  Interpretation,
  OwnPostDetails,
  OwnPostSeen,
  Screened,
  SignedBody,
  Unwanted,
  UnwantedReason,
} from './wire/interpretation.ts';
export type { CategoryView, LatestPosts, MemberView, PostView, SiteView, TopicView } from './wire/views.ts';
