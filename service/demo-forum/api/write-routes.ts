import type { FastifyInstance } from 'fastify';

import { isStaff } from '../forum-core.ts';
import type { ForumCore } from '../forum-core.ts';
import { deletePost, editPost, likePost, recoverPost } from '../posting/change-post.ts';
import { deleteTopic, editTopic, setTopicStatus } from '../posting/change-topic.ts';
import type { Viewer } from '../posting/permissions.ts';
import { pendingReviewables, submitDraft } from '../posting/submit-draft.ts';
import { ForumRefusal } from '../refusal.ts';
import type { ForumMember, RememberedAnswer } from '../state/records.ts';
import { invalidBody, writeJson } from './answer.ts';
import { postAnswer } from './post-answer.ts';
import {
  readCreateParams,
  readEditParams,
  readLikeParams,
  readStatusParams,
  readTopicEditParams,
} from './read-params.ts';
import type { CreateParams } from './read-params.ts';
import { rememberAnswer } from './remember-answer.ts';
import { serveCall } from './serve-call.ts';
import type { ApiDeps, Call, Result } from './serve-call.ts';

const id = ':id(^\\d+)';

export function addWriteRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { core } = deps;
  serveCall(
    app,
    deps,
    { method: 'POST', paths: ['/posts.json', '/posts'], name: 'posts/create', kind: 'create-post' },
    (call) => createPost(core, call),
  );
  serveCall(
    app,
    deps,
    { method: 'PUT', paths: [`/posts/${id}.json`], name: 'posts/update', kind: 'change-post' },
    (call) => {
      const post = editPost(core, caller(call), postId(call), readEditParams(call.body));
      return json({ post: postAnswer(core, call.viewer, post, { draftSequence: post.version }) }, 'plain');
    },
  );
  serveCall(
    app,
    deps,
    { method: 'DELETE', paths: [`/posts/${id}.json`], name: 'posts/destroy', kind: 'change-post' },
    (call) => {
      deletePost(core, caller(call), postId(call));
      return { nothing: true };
    },
  );
  serveCall(
    app,
    deps,
    { method: 'PUT', paths: [`/posts/${id}/recover.json`], name: 'posts/recover', kind: 'change-post' },
    (call) => json(postAnswer(core, call.viewer, recoverPost(core, caller(call), postId(call))), 'escaped'),
  );
  serveCall(
    app,
    deps,
    { method: 'POST', paths: ['/post_actions.json'], name: 'post_actions/create', kind: 'change-post' },
    (call) => {
      const post = likePost(core, caller(call), readLikeParams(call.body).postId);
      const headers = { 'discourse-actions-remaining': '49', 'discourse-actions-max': '50' };
      return { ...json(postAnswer(core, call.viewer, post, { raw: false }), 'escaped'), headers };
    },
  );
  serveCall(
    app,
    deps,
    { method: 'PUT', paths: [`/t/${id}/status.json`], name: 'topics/status', kind: 'change-post' },
    (call) => {
      const { status, enabled } = readStatusParams(call.body);
      setTopicStatus(core, caller(call), postId(call), status, enabled);
      return json({ success: 'OK', topic_status_update: null }, 'escaped');
    },
  );
  serveCall(
    app,
    deps,
    { method: 'PUT', paths: [`/t/:slug/${id}.json`], name: 'topics/update', kind: 'change-post' },
    (call) => {
      const topic = editTopic(core, caller(call), postId(call), readTopicEditParams(call.body));
      const { title, slug } = topic;
      return json(
        {
          basic_topic: {
            id: topic.id,
            title,
            fancy_title: title,
            slug,
            posts_count: core.state.postsOf(topic.id).length,
          },
        },
        'escaped',
      );
    },
  );
  serveCall(
    app,
    deps,
    { method: 'DELETE', paths: [`/t/${id}.json`], name: 'topics/destroy', kind: 'change-post' },
    (call) => {
      deleteTopic(core, caller(call), postId(call));
      return { nothing: true };
    },
  );
}

function createPost(core: ForumCore, call: Call): Result {
  const author = caller(call);
  const params = readCreateParams(call.body);
  if (core.isReadOnly()) throw new ForumRefusal({ kind: 'read_only' });
  if (params.draft.whisper && !isStaff(author))
    throw new ForumRefusal({ kind: 'forbidden', text: 'noWhispers' });
  const answer = rememberAnswer(
    core,
    { author, fingerprint: params.fingerprint, request: call.request },
    () => publish(core, author, params),
  );
  return { status: answer.status === 422 ? 422 : 200, json: answer.body };
}

function publish(
  core: ForumCore,
  author: ForumMember,
  params: CreateParams,
): Pick<RememberedAnswer, 'status' | 'body'> {
  const { skipValidations, importMode, createdAt } = params;
  try {
    const submitted = submitDraft(core, author, params.draft, {
      checkText: !skipValidations && !importMode,
      limited: !importMode,
      silent: importMode,
      createdAt,
    });
    if (submitted.kind === 'posted') {
      const post = postAnswer(core, author, submitted.post, { draftSequence: 0 });
      return {
        status: 200,
        body: writeJson(params.nested ? { action: 'create_post', success: true, post } : post, 'escaped'),
      };
    }
    const { reviewable } = submitted;
    const pending_count = pendingReviewables(core).filter((other) => other.userId === author.id).length;
    const pending_post = { id: reviewable.id, raw: reviewable.draft.raw, created_at: reviewable.createdAt };
    return {
      status: 200,
      body: writeJson({ action: 'enqueued', success: true, pending_count, pending_post }, 'escaped'),
    };
  } catch (error) {
    // A refused text is remembered like a post; refusals of other kinds are not.
    if (!(error instanceof ForumRefusal) || error.refusal.kind !== 'invalid') throw error;
    return { status: 422, body: invalidBody(author, error.refusal) };
  }
}

function caller({ viewer }: { viewer: Viewer }): ForumMember {
  if (viewer === null) throw new ForumRefusal({ kind: 'forbidden' });
  return viewer;
}

function postId(call: Call): number {
  return Number(call.params['id']);
}

function json(body: unknown, style: 'escaped' | 'plain'): { status: 200; json: string } {
  return { status: 200, json: writeJson(body, style) };
}
