import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import { notice } from '../../look/notice.ts';
import { live } from '../../look/page.ts';
import { story } from '../../look/story.ts';
import { resourceId } from '../../model/ids.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { ForumHealth } from '../../storage/reports/forum-health.ts';
import type { RecentDecision } from '../../storage/reports/recent-decisions.ts';
import type { PostStory } from '../../storage/reports/story-of-post.ts';
import { offerSilentCase } from '../story/offer-silent-case.ts';
import { answerStory } from '../story/answer-story.ts';
import { tellStory } from '../story/tell-story.ts';
import type { Telling } from '../story/telling.ts';
import { explainTexts } from '../texts/explain.ts';
import { texts } from '../texts/say.ts';
import { decisionsTable } from './decisions-table.ts';
import { searchForPost } from './search-for-post.ts';
import { type Reader, dashboardPage, section } from './shell.ts';
import { whyNotSeen } from './why-not-seen.ts';

/** What a search led to. */
export type Found =
  | { kind: 'nothing_asked' }
  | { kind: 'story'; story: PostStory }
  | { kind: 'not_seen' }
  | { kind: 'not_an_address' }
  | { kind: 'other_forum'; origin: string };

export interface PostsReport {
  typed: string;
  found: Found;
  health: ForumHealth | null;
  recent: readonly RecentDecision[];
  rulebook: Rulebook | null;
  now: Date;
  /** Whether there is a page that explains it rule by rule. */
  canExplain: boolean;
}

/** Finds a post and tells its whole story; without a question, the newest decisions to choose from. */
export function postsPage(reader: Reader, report: PostsReport): string {
  const { language } = reader;
  const { posts: words, story: storyWords } = texts[language];
  const { found } = report;
  if (found.kind === 'story') {
    return dashboardPage(reader, {
      place: 'posts',
      title: storyWords.title(found.story.postId),
      question: storyWords.question,
      answer: answerStory(found.story, { language, nameGuide: nameGuides(report.rulebook) }),
      refreshSeconds: 4,
      body: html`${told(found.story, report, reader)} ${search(report.typed, reader)}`,
    });
  }
  return dashboardPage(reader, {
    place: 'posts',
    title: words.title,
    question: words.question,
    body: html`${trouble(report, reader)} ${search(report.typed, reader)}
    ${section(
      'recent',
      { title: words.recent, question: words.recentQuestion },
      decisionsTable(report.recent, report.now, language),
    )}`,
  });
}

function told(
  post: PostStory,
  { health, rulebook, now, canExplain }: PostsReport,
  { language }: Reader,
): Html {
  const telling: Telling = {
    language,
    now,
    forumUrl: (health?.baseUrl ?? '').replace(/\/$/, ''),
    rules: rulebook?.rules.size ?? 0,
    nameGuide: nameGuides(rulebook),
  };
  const steps = tellStory(post, telling);
  const { story: words } = texts[language];
  return html`${canExplain ? offerSilentCase(post, language) : ''}
    ${live('story', steps.length === 0 ? '' : html`<div class="card">${story(steps, now, language)}</div>`)}
    <p class="actions after">
      ${canExplain ? html`<a class="button" href="/explain?url=${post.postId}">${explainTexts[language].link}</a>` : ''}
      <a class="button" href="${telling.forumUrl}/p/${post.postId}">${words.openPost}</a>
    </p>`;
}

function trouble({ found, health }: PostsReport, { language }: Reader): Content {
  const { posts: words } = texts[language];
  switch (found.kind) {
    case 'not_an_address':
      return notice({ tone: 'waiting', title: words.notAnAddress });
    case 'other_forum':
      return notice({ tone: 'waiting', title: words.otherForum(found.origin, health?.baseUrl ?? '') });
    case 'not_seen':
      return notice({ tone: 'still', title: words.notSeen, body: whyNotSeen(health, language) });
    case 'nothing_asked':
    case 'story':
      return '';
  }
}

function nameGuides(rulebook: Rulebook | null): Telling['nameGuide'] {
  return (id) => rulebook?.resources.get(resourceId(id))?.title ?? id;
}

function search(typed: string, { language }: Reader): Html {
  return searchForPost(typed, { action: '/posts', label: texts[language].posts.find, language });
}
