import { button, field, postForm } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import { empty, notice } from '../../look/notice.ts';
import { visibleCategories } from '../api/category-answer.ts';
import type { ForumPost } from '../state/records.ts';
import { frame, paragraphs } from './frame.ts';
import type { Unsent } from './topic-page.ts';
import type { Visit } from './visit.ts';

export interface NewTopic {
  title: string;
  raw: string;
  categoryId: number | null;
  fault?: string;
}

export function newTopicPage(visit: Visit, { title, raw, categoryId, fault }: NewTopic): string {
  const { forum, words, member } = visit;
  const categories = visibleCategories(forum.core, member).map(
    (category) =>
      html`<option value="${category.id}" ${category.id === categoryId ? html`selected` : ''}>
        ${category.name}
      </option>`,
  );
  const body = html`${fault === undefined ? '' : notice({ tone: 'failed', title: words.notSent, body: paragraphs(fault) })}
  ${postForm({
    action: '/new',
    csrf: null,
    body: html`${field({ id: 'title', name: 'title', label: words.titleField, value: title, hint: words.titleHint, required: true, maxLength: 255 })}
      <div class="field">
        <label for="category">${words.categoryField}</label
        ><select id="category" name="category">
          ${categories}
        </select>
      </div>
      ${textField(visit, raw)}
      <div class="actions">${button(words.publish, 'primary')}</div>`,
  })}`;
  return frame(visit, { title: words.newTitle, question: words.newQuestion, here: 'new', body });
}

export function editPage(visit: Visit, post: ForumPost, unsent?: Unsent): string {
  const { forum, words } = visit;
  const topic = forum.core.state.topics.get(post.topicId);
  const back = topic ? `/t/${topic.slug}/${topic.id}#post-${post.number}` : '/';
  const body = html`${unsent ? notice({ tone: 'failed', title: words.notSent, body: paragraphs(unsent.fault) }) : ''}
  ${postForm({
    action: `/posts/${post.id}/edit`,
    csrf: null,
    body: html`${textField(visit, unsent?.raw ?? post.raw)}
      <div class="actions">
        ${button(words.save, 'primary')}<a class="button" href="${back}">${words.cancel}</a>
      </div>`,
  })}`;
  return frame(visit, { title: words.editTitle, question: words.editQuestion, body });
}

export function notFoundPage(visit: Visit): string {
  const { words } = visit;
  return frame(visit, {
    title: words.notFoundTitle,
    body: empty({ title: words.refusals.notFound, next: html`<a href="/">${words.backToTopics}</a>` }),
    isLive: false,
  });
}

/** What could not be done, with the way back. */
export function refusedPage(visit: Visit, fault: string): string {
  const { words } = visit;
  const body = notice({
    tone: 'failed',
    title: words.notSent,
    body: paragraphs(fault),
    actions: html`<a class="button" href="/">${words.backToTopics}</a>`,
  });
  return frame(visit, { title: words.forum, body, isLive: false });
}

function textField({ words }: Visit, raw: string): Html {
  return html`<div class="field">
    <label for="raw">${words.textField}</label>
    <textarea id="raw" name="raw" required maxlength="32000" aria-describedby="raw-hint">${raw}</textarea>
    <p class="hint" id="raw-hint">${words.textHint}</p>
  </div>`;
}
