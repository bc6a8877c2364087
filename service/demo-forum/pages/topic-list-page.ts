import { chip } from '../../look/chip.ts';
import { button, postForm } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import { empty } from '../../look/notice.ts';
import { live } from '../../look/page.ts';
import { when } from '../../look/when.ts';
import { latestTopics } from '../api/latest-answer.ts';
import { visibleCategories } from '../api/category-answer.ts';
import { visiblePosts } from '../forum-core.ts';
import type { ForumCategory, ForumTopic } from '../state/records.ts';
import { frame } from './frame.ts';
import type { Visit } from './visit.ts';

const shownTopics = 50;

/** The topics that the visitor may read, of one category or of all. */
export function topicListPage(visit: Visit, category: ForumCategory | null): string {
  const { forum, words, member } = visit;
  const inside = category === null ? null : [category.id, ...childrenOf(visit, category)];
  const topics = latestTopics(forum.core, member).filter(
    (topic) => inside === null || inside.includes(topic.categoryId ?? 0),
  );
  const list =
    topics.length === 0
      ? nobody(visit)
      : html`<ol class="topics">
          ${topics.slice(0, shownTopics).map((topic) => row(visit, topic))}
        </ol>`;
  const more =
    topics.length > shownTopics ? html`<p class="muted small">${words.onlyNewest(shownTopics)}</p>` : '';
  return frame(visit, {
    title: category === null ? words.topicsTitle : words.inCategory(category.name),
    question: category?.description ?? words.topicsQuestion,
    here: 'topics',
    body: html`${categories(visit, category)}${samples(visit)}${live('topics', [list, more])}`,
  });
}

export function categoryMark(category: ForumCategory): Html {
  return html`<svg
    class="category-mark"
    width="10"
    height="10"
    viewBox="0 0 10 10"
    aria-hidden="true"
    focusable="false"
  >
    <rect width="10" height="10" rx="2" fill="#${category.color}"></rect>
  </svg>`;
}

function categories({ forum, words, member }: Visit, current: ForumCategory | null): Html {
  const links = visibleCategories(forum.core, member).map(
    (category) =>
      html`<li>
        <a
          class="category"
          href="/c/${category.slug}/${category.id}"
          ${category.id === current?.id ? html`aria-current="page"` : ''}
          >${categoryMark(category)}${category.name}${category.readRestricted ? html`<span class="muted small"> ${words.staffOnly}</span>` : ''}</a
        >
      </li>`,
  );
  return html`<nav class="categories" aria-label="${words.categoryField}">
    <ul>
      ${links}
    </ul>
  </nav>`;
}

function row({ forum, language, words, now }: Visit, topic: ForumTopic): Html {
  const posts = visiblePosts(forum.core, topic.id);
  const last = posts.at(-1);
  const name = (id: number): string => forum.core.state.members.get(id)?.name ?? '';
  const hasGuide = posts.some((post) => name(post.userId) === 'Waypost');
  const category = forum.core.state.categories.get(topic.categoryId ?? 0);
  return html`<li id="topic-${topic.id}" class="topic" data-arrives>
    <a class="topic-title" href="/t/${topic.slug}/${topic.id}">${topic.title}</a>
    <span class="topic-facts"
      >${category ? html`<span>${categoryMark(category)} ${category.name}</span>` : ''}
      <span>${words.replies(posts.filter((post) => post.type === 1).length - 1)}</span>
      ${last ? html`<span>${words.lastBy(name(last.userId))}, ${when(new Date(last.createdAt), now, language)}</span>` : ''}
      ${hasGuide ? chip('good', words.guideHere) : ''}${topic.closed ? chip('still', words.closed) : ''}</span
    >
  </li>`;
}

function samples({ options, words }: Visit): Html | '' {
  const texts = options.samples ?? [];
  if (texts.length === 0) return '';
  const cards = texts.map(
    (sample) =>
      html`<li class="sample">
        <p class="sample-title">${sample.title}</p>
        <p class="muted small">${shorten(sample.raw)}</p>
        ${postForm({
          action: '/new',
          csrf: null,
          hidden: { title: sample.title, raw: sample.raw, category: String(sample.categoryId ?? 5) },
          body: button(words.postThis),
        })}
      </li>`,
  );
  return html`<section class="samples card">
    <h2>${words.tryTitle}</h2>
    <p class="muted small">${words.tryQuestion}</p>
    <ul>
      ${cards}
    </ul>
  </section>`;
}

function nobody({ words }: Visit): Html {
  return empty({ title: words.noTopics, next: html`<a href="/new">${words.writeFirst}</a>` });
}

function childrenOf({ forum }: Visit, category: ForumCategory): number[] {
  return forum
    .categories()
    .filter((other) => other.parentId === category.id)
    .map((other) => other.id);
}

function shorten(text: string): string {
  return text.length <= 140 ? text : `${text.slice(0, 139).trimEnd()}…`;
}
