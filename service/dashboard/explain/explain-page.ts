import type { ExplainedPost } from '../../explain/explain-post.ts';
import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import { notice } from '../../look/notice.ts';
import { resourceId } from '../../model/ids.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { ForumHealth } from '../../storage/reports/forum-health.ts';
import type { UnwantedNews } from '../../storage/reports/find-unwanted.ts';
import { searchForPost } from '../pages/search-for-post.ts';
import { type Reader, dashboardPage } from '../pages/shell.ts';
import { whyNotSeen } from '../pages/why-not-seen.ts';
import { answerStory } from '../story/answer-story.ts';
import { offerSilentCase } from '../story/offer-silent-case.ts';
import { explainTexts } from '../texts/explain.ts';
import { texts } from '../texts/say.ts';
import { explainedEvent } from './explained-event.ts';

/** What a question led to. */
export type Asked =
  | ExplainedPost
  | { kind: 'nothing_asked' }
  | { kind: 'not_an_address' }
  | { kind: 'other_forum'; origin: string };

export interface ExplainReport {
  typed: string;
  asked: Asked;
  health: ForumHealth | null;
  rulebook: Rulebook | null;
  now: Date;
  canTry: boolean;
}

/** Why a post got what it got, rule by rule; or why nobody got anything. */
export function explainPage(reader: Reader, report: ExplainReport): string {
  const { language } = reader;
  const { asked, rulebook } = report;
  const words = explainTexts[language];
  const common = { place: 'posts' as const, question: words.question, styles: ['/explain/explain.css'] };
  switch (asked.kind) {
    case 'post': {
      const nameGuide = (id: string) => rulebook?.resources.get(resourceId(id))?.title ?? id;
      const nothing = asked.story.events.length === 0 && asked.story.offers.length === 0;
      return dashboardPage(reader, {
        ...common,
        title: words.titleOf(asked.story.postId),
        answer:
          nothing && asked.unwanted
            ? sayUnwanted(asked.unwanted, language)
            : answerStory(asked.story, { language, nameGuide }),
        body: html`${explained(asked, report, reader)} ${search(report.typed, reader)}`,
      });
    }
    case 'unwanted':
      return dashboardPage(reader, {
        ...common,
        title: words.title,
        answer: sayUnwanted(asked.unwanted, language),
        body: html`<p class="prose">${words.unwantedMeans}</p>
          ${search(report.typed, reader)}`,
      });
    case 'not_seen':
    case 'not_an_address':
    case 'other_forum':
    case 'nothing_asked':
      return dashboardPage(reader, {
        ...common,
        title: words.title,
        body: html`${trouble(asked, report, reader)} ${search(report.typed, reader)}`,
      });
  }
}

function explained(
  { story, events }: Extract<Asked, { kind: 'post' }>,
  { rulebook, now, canTry, health }: ExplainReport,
  reader: Reader,
): Html {
  const words = explainTexts[reader.language];
  const context = { reader, now, version: rulebook?.version ?? null, canTry };
  const forumUrl = (health?.baseUrl ?? '').replace(/\/$/, '');
  return html`${canTry ? offerSilentCase(story, reader.language) : ''}
    <p class="actions after-head">
      <a class="button" href="/posts?url=${story.postId}">${words.story}</a>
      ${canTry ? html`<a class="button" href="/playground?post=${story.postId}">${words.tryPost}</a>` : ''}
      <a class="button" href="${forumUrl}/p/${story.postId}">${texts[reader.language].story.openPost}</a>
    </p>
    ${events.map((event) => explainedEvent(event, story, context))}`;
}

function sayUnwanted({ about, reasons }: UnwantedNews, language: Reader['language']): string {
  const names: Readonly<Record<string, string>> = texts[language].unwanted;
  const counted = reasons.map(({ reason, count }) =>
    count === 1 ? (names[reason] ?? reason) : `${names[reason] ?? reason} (${count} ×)`,
  );
  const words = explainTexts[language];
  const said = counted.join(', ');
  return about === 'post' ? words.unwantedPost(said) : words.unwantedTopic(said);
}

function trouble(asked: Asked, { health }: ExplainReport, { language }: Reader): Html {
  const { posts: words } = texts[language];
  if (asked.kind === 'not_an_address') return notice({ tone: 'waiting', title: words.notAnAddress });
  if (asked.kind === 'other_forum')
    return notice({ tone: 'waiting', title: words.otherForum(asked.origin, health?.baseUrl ?? '') });
  if (asked.kind === 'not_seen')
    return notice({ tone: 'still', title: words.notSeen, body: whyNotSeen(health, language) });
  return html``;
}

function search(typed: string, { language }: Reader): Html {
  return searchForPost(typed, { action: '/explain', label: explainTexts[language].find, language });
}
