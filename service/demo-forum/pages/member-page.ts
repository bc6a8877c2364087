import { html } from '../../look/html.ts';
import { live } from '../../look/page.ts';
import { when } from '../../look/when.ts';
import { canSeePost } from '../posting/permissions.ts';
import type { ForumMember } from '../state/records.ts';
import { frame } from './frame.ts';
import { roleOf } from './visit.ts';
import type { Visit } from './visit.ts';

const shownPosts = 20;

/** A member and what they wrote lately, as far as the visitor may read it. */
export function memberPage(visit: Visit, member: ForumMember): string {
  const { forum, words, language, now } = visit;
  const posts = [...forum.core.state.postsBy(member.id)].filter(
    (post) => post.type === 1 && post.deletedAt === null && canSeePost(forum.core, visit.member, post),
  );
  const rows = posts.slice(0, shownPosts).map((post) => {
    const topic = forum.core.state.topics.get(post.topicId);
    return html`<li class="topic">
      <a class="topic-title" href="/t/${topic?.slug}/${post.topicId}#post-${post.number}">${topic?.title}</a>
      <span class="topic-facts">${when(new Date(post.createdAt), now, language)}</span>
    </li>`;
  });
  return frame(visit, {
    title: member.name,
    question: html`${roleOf(visit, member)} · ${words.writtenBy(member.name)}`,
    body: live(
      'written',
      rows.length === 0
        ? html`<p class="muted">${words.nothingWritten}</p>`
        : html`<ol class="topics">
            ${rows}
          </ol>`,
    ),
  });
}
