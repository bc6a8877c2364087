import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { StoryStep } from '../../look/story.ts';
import { sayDuration } from '../../look/when.ts';
import type { PostStory, StoryEvent } from '../../storage/reports/story-of-post.ts';
import { sayStored } from '../say-because.ts';
import { eventNames } from '../texts/event-names.ts';
import { texts } from '../texts/say.ts';
import { markAll } from './mark-evidence.ts';
import { tellDecision } from './tell-decision.ts';
import type { Telling } from './telling.ts';

/** What happened, how we came to know, and what the rules made of it. */
export function tellEvent(event: StoryEvent, story: PostStory, telling: Telling): StoryStep[] {
  const decisions = event.decisions.map((decision) => tellDecision(decision, event, story, telling));
  const end = isAboutReply(event, story) || decisions.length > 0 ? [] : tellEnd(event, telling);
  return [happening(event, story, telling), ...decisions, ...end];
}

function happening(event: StoryEvent, story: PostStory, telling: Telling): StoryStep {
  const { language } = telling;
  const words = texts[language].story;
  const delayMs = (event.receivedAt ?? event.recordedAt).getTime() - event.occurredAt.getTime();
  const delay = delayMs < 1000 ? null : sayDuration(delayMs, language);
  return {
    at: event.occurredAt,
    tone: event.kind === 'post.deleted' ? 'still' : 'good',
    what: nameEvent(event, story, telling),
    why: words.told(event.source, delay),
    ...(isAboutReply(event, story) ? {} : writtenText(event, telling)),
  };
}

function nameEvent(event: StoryEvent, story: PostStory, { language }: Telling): string {
  const { story: words, words: common } = texts[language];
  const author = story.post?.authorName ?? common.unknown;
  const isReply = isAboutReply(event, story);
  switch (event.kind) {
    case 'post.created':
      return isReply ? words.state.sent : words.wrote(author);
    case 'post.edited':
      return isReply ? words.replyEdited : words.edited(author);
    case 'post.deleted':
      return isReply ? words.replyDeleted : words.deleted;
    case 'post.recovered':
      return words.recovered;
    case 'post.liked':
      return isReply ? words.replyLiked : words.liked;
    case 'topic.changed':
      return words.topicChanged;
    case 'stage.entered':
      return words.stageEntered;
    case 'member.changed':
      return words.memberChanged;
    default:
      return eventNames[language][event.kind] ?? event.kind;
  }
}

function writtenText(event: StoryEvent, { language }: Telling): Pick<StoryStep, 'details'> {
  const words = texts[language].story;
  if (event.kind !== 'post.created' && event.kind !== 'post.edited') return {};
  const body: Html = event.text
    ? markedText(event.text, event)
    : html`<p class="muted">${words.textGone}</p>`;
  return { details: { id: `text-${event.eventId}`, summary: words.text, body } };
}

function markedText(text: { title: string; raw: string }, event: StoryEvent): Html {
  const evidence = event.decisions.flatMap((decision) => decision.evidence);
  const found = (part: 'title' | 'body') => evidence.filter((each) => each.part === part);
  const title = markAll(text.title, found('title'));
  const raw = markAll(text.raw, found('body'));
  return html`<p class="what">${title}</p>
    <blockquote class="evidence">${raw}</blockquote>`;
}

function tellEnd(event: StoryEvent, { language, rules }: Telling): StoryStep[] {
  const words = texts[language].story;
  const at = event.finishedAt ?? event.recordedAt;
  const reason = event.reason === null ? '' : sayStored(event.reason, language);
  const tries = event.attempts === 0 ? '' : words.triesSoFar(event.attempts);
  switch (event.state) {
    case 'received':
      return [{ at, tone: 'waiting', what: words.waitsForUs, why: tries }];
    case 'missed':
      return [{ at, tone: 'still', what: words.missed, why: reason }];
    case 'dead':
      return [{ at, tone: 'failed', what: words.dead, why: html`${reason} ${tries}` }];
    case 'done':
      if (!event.kind.startsWith('post.created') && !event.kind.startsWith('post.edited')) return [];
      return [
        { at, tone: 'still', what: words.nothingConsidered, why: explainNothing(event, language, rules) },
      ];
  }
}

function explainNothing(event: StoryEvent, language: Telling['language'], rules: number): Html {
  const command = `npm run -s waypost -- explain ${event.postId}`;
  if (event.reason !== null) return html`${sayStored(event.reason, language)}`;
  return html`${texts[language].story.nothingConsideredWhy(rules)} <code>${command}</code>`;
}

function isAboutReply(event: StoryEvent, story: PostStory): boolean {
  return story.offers.some((offer) => offer.replyPostId !== null && offer.replyPostId === event.postId);
}
