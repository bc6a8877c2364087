import { postForm } from '../../look/form.ts';
import { html, raw } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import { mark } from '../../look/mark.ts';
import { when } from '../../look/when.ts';
import { authorOf } from '../forum-core.ts';
import { canDelete, canEdit, canRecover } from '../posting/permissions.ts';
import type { ForumMember, ForumPost } from '../state/records.ts';
import { roleOf } from './visit.ts';
import type { Visit } from './visit.ts';

/** One post with what the visitor can do to it; a guide by the bot is drawn apart from what people write. */
export function postView(visit: Visit, post: ForumPost): Html {
  const author = authorOf(visit.forum.core, post);
  if (post.type === 3) return smallAction(visit, post, author);
  const isGuide = author.username === visit.forum.botUsername;
  const moment = when(new Date(post.createdAt), visit.now, visit.language);
  return html`<article
    id="post-${post.number}"
    class="post ${isGuide ? 'guide' : ''}"
    data-arrives
    aria-labelledby="by-${post.number}"
  >
    <header>
      <span class="avatar avatar-${author.id % 5}" aria-hidden="true"
        >${isGuide ? mark(20) : author.name.slice(0, 1)}</span
      >
      <h2 class="post-by" id="by-${post.number}">
        ${author.name}<span class="role"> ${roleOf(visit, author)}</span>
      </h2>
      <span class="post-when"
        ><a href="#post-${post.number}" class="muted small">${moment}</a>${
          post.version > 1 && !post.userDeleted
            ? html`<span class="muted small"> · ${visit.words.edited}</span>`
            : ''
        }</span
      >
    </header>
    <div class="cooked prose">${raw(post.cooked)}</div>
    ${actions(visit, post)}
  </article>`;
}

function actions(visit: Visit, post: ForumPost): Html {
  const { words, member } = visit;
  const mine = post.userId === member.id;
  const isLiked = post.likedBy.includes(member.id);
  const count =
    post.likedBy.length === 0
      ? ''
      : html`<span class="muted small">${words.likes(post.likedBy.length)}</span>`;
  const like =
    mine || post.userDeleted
      ? ''
      : act(`/posts/${post.id}/${isLiked ? 'unlike' : 'like'}`, isLiked ? words.unlike : words.like);
  return html`<footer class="post-actions">
    ${count}${like}
    ${post.userDeleted ? '' : html`<a class="act" href="?reply=${post.number}#write">${words.reply}</a>`}
    ${canEdit(member, post) && mine ? html`<a class="act" href="/posts/${post.id}/edit"><span aria-hidden="true">✎</span> ${words.edit}</a>` : ''}
    ${canDelete(member, post) ? act(`/posts/${post.id}/delete`, words.delete) : ''}
    ${canRecover(member, post) ? act(`/posts/${post.id}/recover`, words.recover) : ''}
  </footer>`;
}

function act(action: string, label: string): Html {
  return postForm({ action, csrf: null, body: html`<button type="submit" class="act">${label}</button>` });
}

function smallAction(visit: Visit, post: ForumPost, author: ForumMember): Html {
  const said = sayAction(visit, post.actionCode);
  return html`<p id="post-${post.number}" class="small-action muted small" data-arrives>
    ${author.name} ${said}, ${when(new Date(post.createdAt), visit.now, visit.language)}
  </p>`;
}

function sayAction({ words: { smallActions } }: Visit, code: string | null): string {
  if (code === 'closed.enabled' || code === 'closed.disabled') return smallActions[code];
  return smallActions.other;
}
