/** Everything that reads Discourse's JSON. Pure: bytes in, model nouns or a typed outcome out. */
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
