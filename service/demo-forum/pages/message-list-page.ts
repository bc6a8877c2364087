import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import { empty } from '../../look/notice.ts';
import { live } from '../../look/page.ts';
import { when } from '../../look/when.ts';
import { visiblePosts } from '../forum-core.ts';
import type { ForumTopic } from '../state/records.ts';
import { frame } from './frame.ts';
import { messagesOf } from './own-messages.ts';
import type { Visit } from './visit.ts';

/** The private messages of the member who looks, the newest first; nobody else's. */
export function messageListPage(visit: Visit): string {
  const { words } = visit;
  const messages = messagesOf(visit);
  const list =
    messages.length === 0
      ? empty({ title: words.noMessages, next: html`<a href="/">${words.backToTopics}</a>` })
      : html`<ol class="topics">
          ${messages.map((topic) => row(visit, topic))}
        </ol>`;
  return frame(visit, {
    title: words.messagesTitle,
    question: words.messagesQuestion,
    body: live('messages', list),
  });
}

function row({ forum, words, language, now }: Visit, topic: ForumTopic): Html {
  const posts = visiblePosts(forum.core, topic.id);
  const name = (id: number): string => forum.core.state.members.get(id)?.name ?? '';
  const last = posts.at(-1);
  return html`<li id="topic-${topic.id}" class="topic" data-arrives>
    <a class="topic-title" href="/t/${topic.slug}/${topic.id}">${topic.title}</a>
    <span class="topic-facts"
      ><span>${words.messageFrom(name(topic.userId))}</span>
      ${last ? html`<span>${words.lastBy(name(last.userId))}, ${when(new Date(last.createdAt), now, language)}</span>` : ''}</span
    >
  </li>`;
}
