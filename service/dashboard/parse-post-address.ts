import { postId, topicId } from '../model/ids.ts';
import type { PostAddress } from '../storage/reports/find-post.ts';

/** What somebody typed to find a post, understood or not. */
export type TypedAddress =
  | { kind: 'post'; address: PostAddress }
  | { kind: 'other_forum'; origin: string }
  | { kind: 'not_an_address' };

/**
 * Understands what people copy: `42`, `/p/42`, `/t/title/123/4`, `/t/123`, with or without the forum's address.
 * A topic without a number means its opening post.
 */
export function parsePostAddress(typed: string, forumUrl: string): TypedAddress {
  const text = typed.trim();
  if (/^#?\d{1,9}$/.test(text)) return byId(text.replace('#', ''));
  const forum = new URL(forumUrl);
  if (!URL.canParse(text, forum.origin)) return { kind: 'not_an_address' };
  const url = new URL(text, forum.origin);
  if (!/^https?:$/.test(url.protocol)) return { kind: 'not_an_address' };
  if (!isSameForum(url, forum)) return { kind: 'other_forum', origin: url.origin };
  return parsePath(withoutPrefix(url.pathname, forum.pathname));
}

function parsePath(path: string): TypedAddress {
  const post = /^\/(?:p|posts)\/(\d{1,9})(?:\/\d+)?(?:\.json)?\/?$/.exec(path)?.[1];
  if (post !== undefined) return byId(post);
  const topic = /^\/t\/(?:[^/]*[^/\d][^/]*\/|-\/)?(\d{1,9})(?:\/(\d{1,9}))?(?:\.json)?\/?$/.exec(path);
  if (!topic?.[1]) return { kind: 'not_an_address' };
  const number = Number(topic[2] ?? 1);
  return {
    kind: 'post',
    address: { by: 'number', topic: topicId(Number(topic[1])), number: number === 0 ? 1 : number },
  };
}

function byId(digits: string): TypedAddress {
  return { kind: 'post', address: { by: 'id', id: postId(Number(digits)) } };
}

/** One forum answers under several names: http and https, localhost and 127.0.0.1. */
function isSameForum(url: URL, forum: URL): boolean {
  const name = ({ hostname, port, protocol }: URL) =>
    `${hostname.replace('127.0.0.1', 'localhost')}:${port || (protocol === 'https:' ? '443' : '80')}`;
  return (
    name(url) === name(forum) || (url.hostname === forum.hostname && url.port === '' && forum.port === '')
  );
}

function withoutPrefix(path: string, prefix: string): string {
  const folder = prefix.replace(/\/$/, '');
  return folder !== '' && path.startsWith(`${folder}/`) ? path.slice(folder.length) : path;
}
