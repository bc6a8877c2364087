import { isAnswerable } from '../engine/answerable-event.ts';
import { recallInput } from '../engine/explaining/kept-input.ts';
import { quoteWords } from '../engine/explaining/quote-words.ts';
import type { ExplainInput } from '../engine/explaining/kept-input.ts';
import type { CommunityEvent } from '../model/event.ts';
import { type EventId, type ForumId, eventId, ruleId } from '../model/ids.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Reports } from '../storage/reports.ts';
import type { PostAddress } from '../storage/reports/find-post.ts';
import type { Sight } from '../storage/reports/sight.ts';
import type { UnwantedNews } from '../storage/reports/find-unwanted.ts';
import type { PostStory, StoryEvent } from '../storage/reports/story-of-post.ts';
import { type RuleAnswer, explainEvent } from './explain-event.ts';

/** Own records of an event, as they were at a moment. */
export type Recall = (
  rulebook: Rulebook,
  about: { eventId: EventId | null; event: CommunityEvent; at: Date },
) => Promise<ExplainInput>;

export interface ExplainDeps {
  reports: Pick<Reports, 'findPost' | 'storyOfPost' | 'findUnwanted'>;
  recall: Recall;
}

export interface ExplainedEvent {
  event: StoryEvent;
  /** Empty where nothing was decided and the event can be asked nothing any more, as its content is no longer kept. */
  rules: readonly RuleAnswer[];
}

/** Why a post got what it got, or why nobody got anything. */
export type ExplainedPost =
  | { kind: 'post'; story: PostStory; events: readonly ExplainedEvent[]; unwanted: UnwantedNews | null }
  /** Nothing is recorded of the post itself, but what was told of it or of its topic ended unwanted. */
  | { kind: 'unwanted'; unwanted: UnwantedNews }
  | { kind: 'not_seen' };

/** Explains a post of one forum by the rules of today. */
export type ExplainPost = (address: PostAddress, sight?: Sight) => Promise<ExplainedPost>;

/** Events of one post that are explained; the newest of more. */
const mostEvents = 12;

/** Explains everything that is recorded of a post. Reads alone. Care is told of only where the reader may see it. */
export async function explainPost(
  deps: ExplainDeps,
  rulebook: Rulebook | null,
  about: { forum: ForumId; address: PostAddress; sight?: Sight | undefined },
): Promise<ExplainedPost> {
  const { forum, address, sight = { care: false } } = about;
  const id = await deps.reports.findPost(forum, address, sight);
  const unwanted = await deps.reports.findUnwanted(forum, id === null ? address : { by: 'id', id });
  const story = id === null ? null : await deps.reports.storyOfPost(forum, id, sight);
  const isKnown =
    story !== null && (story.post !== null || story.events.length > 0 || story.offers.length > 0);
  if (!isKnown) return unwanted === null ? { kind: 'not_seen' } : { kind: 'unwanted', unwanted };
  // Care goes first: of what it would keep from coming, others would tell that there is any.
  const asked = rulebook === null || sight.care ? rulebook : withoutCareRules(rulebook);
  const events: ExplainedEvent[] = [];
  for (const event of story.events.filter((one) => isAsked(one, story)).slice(-mostEvents)) {
    const input = asked === null ? null : await inputOf(deps, asked, event);
    const rules = explainEvent(event.decisions, input).filter(
      ({ rule }) => sight.care || rulebook?.rules.get(ruleId(rule))?.kind !== 'care',
    );
    events.push({ event, rules: rules.map((rule) => inTheirWords(rule, event)) });
  }
  return { kind: 'post', story, events, unwanted };
}

/** With what the member wrote at each place, as long as it is kept. */
function inTheirWords(rule: RuleAnswer, { text }: StoryEvent): RuleAnswer {
  return { ...rule, because: quoteWords(rule.because, rule.evidence, text) };
}

function withoutCareRules(rulebook: Rulebook): Rulebook {
  return { ...rulebook, rules: new Map([...rulebook.rules].filter(([, { kind }]) => kind !== 'care')) };
}

/** Of the post itself, not of Waypost's reply under it, and something that a rule could have answered. */
function isAsked(event: StoryEvent, { postId, offers }: PostStory): boolean {
  if (event.decisions.length > 0) return true;
  const isReply = offers.some(({ replyPostId }) => replyPostId !== null && replyPostId === event.postId);
  if (isReply || event.postId !== postId) return false;
  if (event.content === null) return event.kind === 'post.created' || event.kind === 'post.edited';
  return isAnswerable(event.content);
}

/** With the facts of then where a decision kept them, else with what own records tell of that moment. */
async function inputOf(
  { recall }: ExplainDeps,
  rulebook: Rulebook,
  { eventId: id, content: event, decisions, finishedAt, occurredAt }: StoryEvent,
): Promise<ExplainInput | null> {
  if (event === null) return null;
  const at = finishedAt ?? occurredAt;
  const recalled = await recall(rulebook, { eventId: eventId(id), event, at });
  const facts = decisions[0]?.facts;
  return (facts && recallInput(rulebook, event, facts, recalled)) ?? recalled;
}
