import type { FastifyInstance } from 'fastify';

import { findMember } from '../forum-core.ts';
import type { ForumCore } from '../forum-core.ts';
import { findPost } from '../posting/change-post.ts';
import { topicWithExternalId } from '../posting/check-draft.ts';
import { canSeePost } from '../posting/permissions.ts';
import type { Viewer } from '../posting/permissions.ts';
import { ForumRefusal } from '../refusal.ts';
import { publicMemberFacts } from '../webhooks/user-payload.ts';
import { sendStatusOk, writeJson } from './answer.ts';
import type { JsonStyle } from './answer.ts';
import { categoriesAnswer } from './category-answer.ts';
import { latestAnswer } from './latest-answer.ts';
import { postAnswer } from './post-answer.ts';
import { readLatestQuery, readPageQuery, readTopicPostsQuery, readTopicQuery } from './read-params.ts';
import { scopesAnswer } from './scopes-answer.ts';
import { serveCall } from './serve-call.ts';
import type { ApiDeps, Call } from './serve-call.ts';
import { siteAnswer, tagsAnswer } from './site-answer.ts';
import { findTopic, topicAnswer, topicPostsAnswer } from './topic-answer.ts';

/** `/posts.json` looks at no more than this many of the newest ids, whatever they turn out to be. */
const idWindow = 50;
const id = ':id(^\\d+)';

export function addReadRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { core } = deps;
  serveCall(
    app,
    deps,
    { method: 'GET', paths: ['/posts.json'], name: 'posts/latest', kind: 'read-post' },
    (call) =>
      json({ latest_posts: latestPosts(core, call.viewer, readLatestQuery(call.query).before) }, 'plain'),
  );
  serveCall(
    app,
    deps,
    { method: 'GET', paths: [`/posts/${id}.json`], name: 'posts/show', kind: 'read-post' },
    (call) => json(postAnswer(core, call.viewer, findPost(core, call.viewer, idOf(call))), 'escaped'),
  );
  serveCall(
    app,
    deps,
    {
      method: 'GET',
      paths: ['/posts/by_number/:topic(^\\d+)/:number(^\\d+).json'],
      name: 'posts/by_number',
      kind: 'read-post',
    },
    (call) => {
      const topic = findTopic(core, call.viewer, Number(call.params['topic']));
      const post = core.state
        .postsOf(topic.id)
        .find((candidate) => candidate.number === Number(call.params['number']));
      return json(postAnswer(core, call.viewer, findPost(core, call.viewer, post?.id ?? 0)), 'escaped');
    },
  );
  const topicPaths = [
    `/t/${id}.json`,
    `/t/:slug/${id}.json`,
    `/t/${id}/:number(^\\d+).json`,
    `/t/:slug/${id}/:number(^\\d+).json`,
  ];
  serveCall(
    app,
    deps,
    { method: 'GET', paths: topicPaths, name: 'topics/show', kind: 'read-topic' },
    (call) => {
      const question = readTopicQuery(call.query);
      const answer = topicAnswer(core, call.viewer, idOf(call), question);
      const topic = core.state.topics.get(idOf(call));
      if (topic) core.state.topics.put({ ...topic, views: topic.views + 1 });
      return json(answer, 'escaped');
    },
  );
  serveCall(
    app,
    deps,
    { method: 'GET', paths: [`/t/${id}/posts.json`], name: 'topics/posts', kind: 'read-topic' },
    (call) => {
      const { ids, includeRaw } = readTopicPostsQuery(call.query);
      return json(topicPostsAnswer(core, call.viewer, idOf(call), ids, includeRaw), 'escaped');
    },
  );
  const external = {
    method: 'GET',
    paths: ['/t/external_id/:external.json'],
    name: 'topics/show_by_external_id',
    kind: 'read-topic',
  } as const;
  serveCall(app, deps, external, (call) => {
    const topic = topicWithExternalId(core, call.params['external'] ?? '');
    const found = findTopic(core, call.viewer, topic?.id ?? 0);
    return { redirectTo: `${core.baseUrl()}/t/${found.slug}/${found.id}.json` };
  });
  serveCall(
    app,
    deps,
    { method: 'GET', paths: ['/u/:name.json', '/users/:name.json'], name: 'users/show', kind: 'read-user' },
    (call) => {
      const member = findMember(core, call.params['name'] ?? '');
      if (!member) throw new ForumRefusal({ kind: 'not_found' });
      const own = call.viewer?.admin ? ownFacts(member) : {};
      const answer = json(
        { user_badges: [], user: { ...publicMemberFacts(core, member), ...own } },
        'escaped',
      );
      return { ...answer, headers: { 'x-robots-tag': 'noindex' } };
    },
  );
  serveCall(
    app,
    deps,
    { method: 'GET', paths: ['/site.json'], name: 'site/site', kind: 'read-site' },
    (call) => json(siteAnswer(core, call.viewer), 'escaped'),
  );
  serveCall(app, deps, { method: 'GET', paths: ['/tags.json'], name: 'tags/index', kind: 'read-site' }, () =>
    json(tagsAnswer(core), 'plain'),
  );
  serveCall(
    app,
    deps,
    { method: 'GET', paths: ['/categories.json'], name: 'categories/index', kind: 'read-site' },
    (call) => {
      const withChildren =
        new URLSearchParams(call.request.url.split('?')[1]).get('include_subcategories') === 'true';
      return { ...json(categoriesAnswer(core, call.viewer, { withChildren }), 'plain'), ...cached(call) };
    },
  );
  serveCall(
    app,
    deps,
    { method: 'GET', paths: ['/latest.json'], name: 'list/latest', kind: 'read-site' },
    (call) => {
      const { page } = readPageQuery(call.query);
      return { ...json(latestAnswer(core, call.viewer, page), 'plain'), ...cached(call) };
    },
  );
  serveCall(
    app,
    deps,
    { method: 'GET', paths: ['/session/scopes.json'], name: 'session/scopes', kind: 'read-site' },
    (call) => {
      if (!call.caller.key) throw new ForumRefusal({ kind: 'forbidden' });
      return json(scopesAnswer(call.caller.key), 'plain');
    },
  );
  app.get('/srv/status', (_, reply) => sendStatusOk(reply, performance.now()));
}

/** Newest regular posts that the viewer may read, `before` included. */
function latestPosts(core: ForumCore, viewer: Viewer, before: number | undefined): Record<string, unknown>[] {
  const newest = before ?? core.state.last('post');
  const found = [];
  for (let postId = newest; postId > newest - idWindow; postId -= 1) {
    const post = core.state.posts.get(postId);
    if (!post || post.type !== 1 || post.deletedAt !== null || !canSeePost(core, viewer, post)) continue;
    if (core.state.topics.get(post.topicId)?.archetype === 'regular') found.push(post);
  }
  found.sort((one, other) => other.createdAt.localeCompare(one.createdAt) || other.id - one.id);
  return found.map((post) => postAnswer(core, viewer, post, { inList: true }));
}

/** Answers to nobody in particular could have come from a cache; this one did not. */
function cached({ viewer }: Call): { headers?: Record<string, string> } {
  return viewer === null ? { headers: { 'x-discourse-cached': 'skip' } } : {};
}

/** What an administrator sees besides. */
function ownFacts({ bio = '', avatarId = null }: { bio?: string; avatarId?: number | null }) {
  return { bio_raw: bio, uploaded_avatar_id: avatarId };
}

function idOf(call: Call): number {
  return Number(call.params['id']);
}

function json(body: unknown, style: JsonStyle): { status: 200; json: string } {
  return { status: 200, json: writeJson(body, style) };
}
