import { describe, expect, it } from 'vitest';
import { html } from '../../service/look/html.ts';
import { tellStory } from '../../service/dashboard/story/tell-story.ts';
import type { PostStory, StoryDecision, StoryEvent } from '../../service/storage/reports/story-of-post.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 12, minute));
const telling = {
  language: 'en',
  now: at(30),
  forumUrl: 'https://forum.example',
  rules: 1,
  nameGuide: (id: string) => id,
} as const;

const anEvent = (about: Partial<StoryEvent> & Pick<StoryEvent, 'kind' | 'occurredAt'>): StoryEvent => ({
  eventId: about.kind,
  postId: 14,
  source: 'webhook',
  recordedAt: about.occurredAt,
  receivedAt: about.occurredAt,
  state: 'done',
  reason: null,
  finishedAt: about.occurredAt,
  attempts: 0,
  rulebook: 'c0ffee',
  text: null,
  content: null,
  decisions: [],
  ...about,
});

const aDecision: StoryDecision = {
  rule: 'nobody-has-answered',
  rung: 'live',
  verdict: 'offer',
  because: [],
  evidence: [{ phrase: 'how do', start: 0, end: 6, part: 'body' }],
  facts: {},
  rulebook: 'c0ffee',
  decidedAt: at(20),
};

const tell = (events: readonly StoryEvent[]) => {
  const story: PostStory = { postId: 14, post: null, events, offers: [] };
  return tellStory(story, telling)
    .map(({ why }) => html`${why ?? ''}`.text)
    .join(' ');
};

describe('a moment without a text of its own', () => {
  const unanswered = anEvent({ kind: 'topic.unanswered', occurredAt: at(20), decisions: [aDecision] });

  it('shows what was found in the post as it then stood, not that the text is gone', () => {
    const written = (kind: string, minute: number, raw: string) =>
      anEvent({ kind, occurredAt: at(minute), text: { title: '', raw } });
    const told = tell([
      written('post.created', 0, 'how do I fly?'),
      written('post.edited', 10, 'how do I sail?'),
      unanswered,
      written('post.edited', 25, 'Never mind.'),
    ]);

    expect(told).toContain('<mark>how do</mark> I sail?');
    expect(told).not.toContain('no longer kept');
  });

  it('says that the text is gone where it is', () => {
    expect(tell([anEvent({ kind: 'post.created', occurredAt: at(0) }), unanswered])).toContain(
      'no longer kept',
    );
  });
});
