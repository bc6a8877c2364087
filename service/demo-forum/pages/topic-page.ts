import { chip } from '../../look/chip.ts';
import { button, postForm } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import { notice } from '../../look/notice.ts';
import { live } from '../../look/page.ts';
import { authorOf, isStaff } from '../forum-core.ts';
import { canSeePost, canWriteIn } from '../posting/permissions.ts';
import type { ForumPost, ForumTopic } from '../state/records.ts';
import { hasNewCard, underPost } from './plugin/under-post.ts';
import { frame, paragraphs } from './frame.ts';
import { inboxHref } from './own-messages.ts';
import { postView } from './post-view.ts';
import { categoryMark } from './topic-list-page.ts';
import type { Visit } from './visit.ts';

export interface Unsent {
  /** What the forum said to it. */
  fault: string;
  raw: string;
}

/** A topic, its posts and the place to answer. `replyTo` is the number of the post to answer. */
export function topicPage(
  visit: Visit,
  topic: ForumTopic,
  { replyTo, unsent }: { replyTo: number | null; unsent?: Unsent },
): string {
  const { forum, words, member } = visit;
  const posts = forum.core.state
    .postsOf(topic.id)
    .filter((post) => post.deletedAt === null && canSeePost(forum.core, member, post));
  const category = forum.core.state.categories.get(topic.categoryId ?? 0);
  const author = forum.core.state.members.get(topic.userId);
  return frame(visit, {
    title: topic.title,
    question: html`${topic.archetype === 'private_message' ? html`<a href="${inboxHref}">${words.messagesTitle}</a> · ` : ''}${category ? html`<a class="category" href="/c/${category.slug}/${category.id}">${categoryMark(category)}${category.name}</a> · ` : ''}${words.startedBy(author?.name ?? '')}`,
    ...(topic.archetype === 'private_message' ? {} : { here: 'topics' as const }),
    // The address of a refused reply has no page to renew from.
    isLive: unsent === undefined,
    body: html`${live('state', topic.closed ? html`<p>${chip('still', words.closed)}</p>` : '')}
      ${live(
        'posts',
        posts.map((post) => [postView(visit, post), underPost(visit, post)]),
      )}
      <div role="status" class="news">
        ${live('news', topic.archetype === 'regular' ? news(visit, posts) : '')}
      </div>
      ${answerForm(
        visit,
        topic,
        posts.find((post) => post.number === replyTo),
        unsent,
      )}
      ${isStaff(member) ? closing(visit, topic) : ''}`,
  });
}

/** What to expect, or that it has come; said once to people who do not see it appear. */
function news(visit: Visit, posts: readonly ForumPost[]): Html | '' {
  const { forum, words, now } = visit;
  if (hasNewCard(visit, posts)) return html`<p class="muted small">${words.hasArrived}</p>`;
  const last = posts.findLast((post) => post.type === 1 && !post.userDeleted);
  if (!last || now.getTime() - Date.parse(last.createdAt) > 60_000) return '';
  const isGuide = authorOf(forum.core, last).username === forum.botUsername;
  return html`<p class="muted small">${isGuide ? words.hasArrived : words.mayArrive}</p>`;
}

function answerForm(
  visit: Visit,
  topic: ForumTopic,
  replyTo: ForumPost | undefined,
  unsent: Unsent | undefined,
): Html {
  const { forum, words, member } = visit;
  if (!canWriteIn(forum.core, member, topic)) return html`<p class="muted section">${words.topicClosed}</p>`;
  const fault = unsent
    ? notice({ tone: 'failed', title: words.notSent, body: paragraphs(unsent.fault) })
    : '';
  const to = replyTo
    ? html`<p class="muted small">${words.inReplyTo(authorOf(forum.core, replyTo).name, replyTo.number)}</p>`
    : '';
  return html`<section class="section" id="write">
    <h2>${words.replyTitle}</h2>
    ${fault}
    ${postForm({
      action: `/t/${topic.id}/reply`,
      csrf: null,
      hidden: replyTo ? { replyTo: String(replyTo.number) } : {},
      body: html`<div class="field">
          ${to}<label for="raw">${words.textField}</label>
          <textarea id="raw" name="raw" required maxlength="32000" aria-describedby="raw-hint">
${unsent?.raw ?? ''}</textarea>
          <p class="hint" id="raw-hint">${words.textHint}</p>
        </div>
        <div class="actions">${button(words.send, 'primary')}</div>`,
    })}
  </section>`;
}

function closing({ words }: Visit, topic: ForumTopic): Html {
  return html`<section class="section">
    ${postForm({
      action: `/t/${topic.id}/close`,
      csrf: null,
      hidden: { closed: topic.closed ? 'false' : 'true' },
      body: button(topic.closed ? words.openTopic : words.closeTopic),
    })}
  </section>`;
}
