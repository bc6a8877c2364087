import type { Interpretation, SignedBody } from './interpretation.ts';
import { parseJson, webhookLimits } from './parse-json.ts';
import type { KeyedBody } from './keyed-body.ts';
import { interpretBadge } from './interpret-badge.ts';
import { interpretLike } from './interpret-like.ts';
import { interpretGroupMember, interpretMember, interpretPromotion } from './interpret-member.ts';
import { interpretPost } from './interpret-post.ts';
import { interpretReview } from './interpret-review.ts';
import { interpretSolved } from './interpret-solved.ts';
import { interpretTopic } from './interpret-topic.ts';
import { readSignal } from './plugin/read-signals.ts';
import { unwanted } from './unwanted.ts';

interface BodyKind {
  /** The event names that Discourse sends with this key. */
  names: RegExp;
  interpret(body: KeyedBody): Interpretation;
}

const notUsed: BodyKind['interpret'] = () => unwanted('unused_kind');

/** The one key of a body is signed, the event name is not: the key chooses, the name is held against it. */
const bodyKinds: Readonly<Record<string, BodyKind>> = {
  post: { names: /^post_(created|edited|destroyed|recovered)$/, interpret: interpretPost },
  topic: {
    names: /^topic_(created|revised|edited|destroyed|recovered|\w+_status_updated)$/,
    interpret: interpretTopic,
  },
  like: { names: /^post_liked$/, interpret: interpretLike },
  user: {
    names:
      /^user_(created|updated|destroyed|suspended|unsuspended|logged_in|logged_out|confirmed_email|approved)$/,
    interpret: interpretMember,
  },
  user_promoted: { names: /^user_promoted$/, interpret: interpretPromotion },
  group_user: { names: /^user_(added_to|removed_from)_group$/, interpret: interpretGroupMember },
  reviewable: {
    names: /^reviewable_(created|updated|score_updated|transitioned_to)$/,
    interpret: interpretReview,
  },
  category: {
    names: /^category_(created|updated|destroyed)$/,
    interpret: () => unwanted('category_changed'),
  },
  waypost: { names: /^waypost_(offer|member|search)_signal$/, interpret: interpretSignal },
  ping: { names: /^ping$/, interpret: () => unwanted('ping') },
  notification: { names: /^notification_created$/, interpret: () => unwanted('notification') },
  tag: { names: /^tag_(created|updated|destroyed)$/, interpret: notUsed },
  group: { names: /^group_(created|updated|destroyed)$/, interpret: notUsed },
  user_badge: { names: /^user_badge_(granted|revoked)$/, interpret: interpretBadge },
  solved: { names: /^(un)?accepted_solution$/, interpret: interpretSolved },
  assign: { names: /^(un)?assigned$/, interpret: notUsed },
  topic_voting: { names: /^topic_(up|un)vote$/, interpret: notUsed },
  chat_message: { names: /^chat_message_(created|edited|trashed|restored)$/, interpret: notUsed },
};
const kindOf = new Map(Object.entries(bodyKinds));

/**
 * Says what a signed webhook body means. Never throws: what cannot be read is `quarantined`.
 * Text of private messages is never part of the result, nor are their bodies quarantined; see `readOwnMessage`.
 */
export function interpretWebhook(signed: SignedBody): Interpretation {
  const interpreted = interpret(signed);
  const isKept = interpreted.outcome === 'quarantined' || interpreted.outcome === 'unknown';
  return isKept && isPrivate(signed.body) ? unwanted('private_message') : interpreted;
}

function interpretSignal({ value }: KeyedBody): Interpretation {
  const signal = readSignal(value);
  return signal === null
    ? { outcome: 'quarantined', why: 'the signal of the plugin is not what was expected' }
    : { outcome: 'signal', signal };
}

/** What a message's body says of itself, in whatever shape: inside a text the quotation marks would be escaped. */
const privateMark = /"(topic_)?archetype"\s*:\s*"private_message"/;

function isPrivate(body: string | Uint8Array): boolean {
  return privateMark.test(typeof body === 'string' ? body : new TextDecoder('latin1').decode(body));
}

function interpret(signed: SignedBody): Interpretation {
  const parsed = parseJson(signed.body, webhookLimits);
  if (!parsed.readable) return { outcome: 'quarantined', why: parsed.why };
  if (!isRecord(parsed.value)) return { outcome: 'quarantined', why: 'the body is not a JSON object' };
  const keys = Object.keys(parsed.value).filter((key) => kindOf.has(key));
  if (keys.length > 1) return { outcome: 'quarantined', why: `the body is ${keys.join(' and ')} at once` };
  const [key] = keys;
  const kind = key === undefined ? undefined : kindOf.get(key);
  if (key === undefined || kind === undefined) return withoutKnownKey(signed.eventName);
  if (!kind.names.test(signed.eventName)) return misnamed(signed.eventName, key);
  return kind.interpret({ ...signed, value: parsed.value[key], text: parsed.text });
}

function withoutKnownKey(name: string): Interpretation {
  if (!isKnownName(name)) return unknownName(name);
  return {
    outcome: 'quarantined',
    why: `the event is called ${name} and its body has no key that belongs to it`,
  };
}

/** A recorded body sent again under another name is signed all the same. */
function misnamed(name: string, key: string): Interpretation {
  if (!isKnownName(name)) return unknownName(name);
  return { outcome: 'quarantined', why: `the event is called ${name} and its body is "${key}"` };
}

function isKnownName(name: string): boolean {
  return Object.values(bodyKinds).some((kind) => kind.names.test(name));
}

function unknownName(name: string): Interpretation {
  return { outcome: 'unknown', name: /^[\w.:-]{1,64}$/.test(name) ? name : 'unreadable name' };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
