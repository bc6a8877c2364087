import { setTimeout as sleep } from 'node:timers/promises';
import type { CampaignRule } from './campaign-rules.ts';
import { type Stage, webhookSecret } from './open-stage.ts';
import type { Random } from './random.ts';

export interface Load {
  /** Posts that make a rule fire, and which. */
  firing: Map<number, string>;
  /** Signed webhooks that nobody can read. */
  planted: number;
  members: readonly { id: number; username: string }[];
}

/** No log line may hold it: every post of the campaign does. */
export const canary = 'canary-text-9c41d7';

const words = [
  'rope',
  'sail',
  'wind',
  'harbour',
  'anchor',
  'keel',
  'mast',
  'tide',
  'gull',
  'deck',
  'compass',
  'chart',
];
const onTheForum = 0.08;
const mostUnread = 1_200;

/** Adds accounts that nobody has seen before. */
export async function addMembers(stage: Stage, count: number): Promise<Load['members']> {
  const members: { id: number; username: string }[] = [];
  for (let index = 0; index < count; index += 1) {
    members.push(
      await stage.forum.addMember({ username: `sailor${index}`, name: `Sailor ${index}`, trustLevel: 1 }),
    );
  }
  return members;
}

/**
 * Posts `events` happenings, some through the forum, most as signed webhooks of other posts, equal bytes and garbage among
 * them; slows down while much is unread. `onEvent` is awaited after each, for whoever breaks things in between.
 */
export async function playLoad(
  stage: Stage,
  load: Load,
  options: { events: number; random: Random; onEvent(index: number): Promise<void> },
): Promise<void> {
  const { random } = options;
  const lanes = 8;
  let next = 0;
  let sentBodies: { eventName: string; body: Buffer }[] = [];
  const lane = async (): Promise<void> => {
    for (let index = next++; index < options.events; index = next++) {
      if (index % 250 === 125) await burst(stage, load, random);
      else if (random.chance(onTheForum)) await writeOnForum(stage, load, random).catch(() => undefined);
      else {
        const webhook =
          random.chance(0.1) && sentBodies.length > 0
            ? random.pick(sentBodies)
            : aWebhook(index, load, random);
        if (webhook.eventName === 'garbled') load.planted += 1;
        const status = await stage.relay.send({ ...webhook, secret: webhookSecret });
        if (webhook.eventName === 'garbled' && status !== 200) load.planted -= 1;
        if (status < 0) await sleep(50);
        if (webhook.eventName !== 'garbled') sentBodies = [...sentBodies.slice(-50), webhook];
      }
      if (index % 100 === 0) await catchUp(stage);
      await options.onEvent(index);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** One member writes in eight topics at the same moment: whoever decides side by side must still keep to one count. */
async function burst(stage: Stage, load: Load, random: Random): Promise<void> {
  const one = { ...load, members: [random.pick(load.members)] };
  const rule = random.pick(stage.limits.rules);
  const calm = { ...random, chance: () => false };
  await Promise.allSettled(Array.from({ length: 8 }, () => writeOnForum(stage, one, calm, rule)));
}

/** One post through the forum, which tells Waypost of it as Discourse would. */
export async function writeOnForum(
  stage: Stage,
  load: Load,
  random: Random,
  rule?: CampaignRule,
): Promise<number> {
  const fires = rule ?? (random.chance(0.75) ? random.pick(stage.limits.rules) : null);
  const author = random.pick(load.members);
  const text = `${canary} ${sentence(random)} ${fires ? `the ${fires.phrase} ` : ''}${sentence(random)}`;
  const post = await stage.forum.write({
    as: author.username,
    title: `About ${sentence(random)}`,
    categoryId: random.pick([5, 6, 7]),
    raw: text,
  });
  if (fires) load.firing.set(post.id, fires.id);
  // Now and then somebody is faster than Waypost, or comes back to what they wrote.
  const then = random.next();
  if (!random.chance(0.5)) return post.id;
  const other = random.pick(load.members).username;
  if (then < 0.2)
    await stage.forum.write({
      as: other,
      topicId: post.topicId,
      raw: `${canary} ${sentence(random)} ${sentence(random)}`,
    });
  else if (then < 0.3)
    await stage.forum.edit(post.id, { as: author.username, raw: `${text} ${sentence(random)}` });
  else if (then < 0.4) await stage.forum.act(post.id, 'like', other);
  return post.id;
}

function sentence(random: Random): string {
  return Array.from({ length: 6 }, () => random.pick(words)).join(' ');
}

/** A webhook of something that is not on this forum: ids far above its own, words that no rule knows. */
function aWebhook(index: number, load: Load, random: Random): { eventName: string; body: Buffer } {
  const author = random.pick(load.members);
  const now = new Date().toISOString();
  const id = 500_000_000 + index;
  const post = {
    ...{
      id,
      username: author.username,
      user_id: author.id,
      name: author.username,
      trust_level: 1,
      created_at: now,
      updated_at: now,
    },
    ...{
      post_number: 2,
      post_type: 1,
      reply_to_post_number: null,
      topic_id: 400_000_000 + (index % 997),
      topic_title: 'Elsewhere',
    },
    ...{
      category_id: 7,
      topic_archetype: 'regular',
      version: 1,
      hidden: false,
      deleted_at: null,
      user_deleted: false,
    },
    ...{ raw: `${canary} ${sentence(random)} ${index}`, cooked: `<p>${sentence(random)}</p>`.repeat(8) },
  };
  const draw = random.next();
  if (draw < 0.01) return { eventName: 'garbled', body: Buffer.from(`{"post": {"id": ${index}, ${canary}`) };
  if (draw < 0.1) return json('post_edited', { post: { ...post, version: 2 } });
  if (draw < 0.15)
    return json('post_created', { post: { ...post, topic_archetype: 'private_message', category_id: null } });
  if (draw < 0.2)
    return json('post_liked', { like: { post, user: { id: author.id, username: author.username } } });
  if (draw < 0.25) return json('something_new', { novelty: { id: index } });
  return json('post_created', { post });
}

function json(eventName: string, payload: object): { eventName: string; body: Buffer } {
  return { eventName, body: Buffer.from(JSON.stringify(payload)) };
}

async function catchUp(stage: Stage): Promise<void> {
  for (;;) {
    const rows = await stage
      .query<{ unread: number }>(`select count(*)::int as unread from inbox where state = 'received'`)
      .catch(() => []);
    if ((rows[0]?.unread ?? mostUnread) < mostUnread) return;
    await sleep(300);
  }
}
