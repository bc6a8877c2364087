import { randomBytes } from 'node:crypto';
import { callAs } from './call-as.ts';
import type { GivenForum } from './given-forum.ts';

export interface Account {
  id: number;
  username: string;
  password: string;
}

export interface MessageOfBot {
  topicId: number;
  title: string;
  /** Of its first post. */
  raw: string;
  cooked: string;
}

/** What a run made on the forum, and what it may ask it for. Disposing takes everything away again. */
export interface BorrowedForum extends AsyncDisposable {
  bot: Account;
  asker: Account;
  bystander: Account;
  botKey: string;
  webhookSecret: string;
  hookPort: number;
  /** Where members may write. */
  category: number;
  /** A new topic, of the asker or of somebody else. */
  ask(raw: string, who?: Account): Promise<{ topicId: number; postId: number }>;
  /** The bot's posts in a topic, deleted ones left out. */
  repliesOfBot(topicId: number): Promise<string[]>;
  /** The private messages that this member has from the bot, newest first. */
  messagesOfBot(to: Account): Promise<MessageOfBot[]>;
  set(setting: string, value: string): Promise<void>;
}

const scopes = [
  ...['topics:write', 'topics:read', 'posts:list', 'posts:edit', 'posts:delete', 'users:show'],
  ...['offers', 'signals', 'facts', 'resources', 'capabilities'].map((action) => `waypost:${action}`),
];
const heardOf = /^(post_|topic_|user_created|user_updated|user_logged_in|user_promoted|waypost_)/;

export async function borrowForum(forum: GivenForum, hookPort: number): Promise<BorrowedForum> {
  await using made = new AsyncDisposableStack();
  const admin = <Answer>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) =>
    callAs<Answer>(forum, 'system', method, path, body);
  const run = randomBytes(3).toString('hex');

  const { site_settings } = await admin<{ site_settings: { setting: string; value: string }[] }>(
    'GET',
    '/admin/site_settings.json',
  );
  const before = new Map(site_settings.map(({ setting, value }) => [setting, value]));
  const undo = made.use(new AsyncDisposableStack());
  const changed = new Set<string>();
  const set = async (name: string, value: string) => {
    const was = before.get(name);
    if (was === undefined) throw new Error(`the forum has no setting ${name}: is the plugin installed?`);
    if (!changed.has(name))
      undo.defer(() =>
        admin('PUT', `/admin/site_settings/${name}.json`, { [name]: was }).then(() => undefined),
      );
    changed.add(name);
    await admin('PUT', `/admin/site_settings/${name}.json`, { [name]: value });
  };

  const account = async (role: string, level: number): Promise<Account> => {
    const username = `wp_${role}_${run}`;
    const password = randomBytes(12).toString('base64url');
    const email = `${username}@example.com`;
    const { user_id } = await admin<{ user_id: number }>('POST', '/users.json', {
      ...{ name: username, username, email, password, active: true, approved: true },
    });
    made.defer(() =>
      admin('DELETE', `/admin/users/${user_id}.json`, { delete_posts: true }).then(() => undefined),
    );
    await admin('PUT', `/admin/users/${user_id}/trust_level.json`, { level });
    return { id: user_id, username, password };
  };
  const bot = await account('bot', 2);
  const asker = await account('asker', 1);
  const bystander = await account('bystander', 1);

  const { key } = await admin<{ key: { id: number; key: string } }>('POST', '/admin/api/keys.json', {
    key: {
      description: `waypost test ${run}`,
      username: bot.username,
      scope_mode: 'granular',
      scopes: scopes.map((scope_id) => ({ scope_id })),
    },
  });
  made.defer(() => admin('DELETE', `/admin/api/keys/${key.id}.json`).then(() => undefined));

  await set('waypost_bot_username', bot.username);
  await set('rate_limit_create_topic', '0');
  await set('rate_limit_create_post', '0');
  // Accounts made today may open three topics and write twice a minute, and the play of cards asks five times.
  await set('rate_limit_new_user_create_post', '0');
  await set('max_topics_in_first_day', '50');
  const hosts = before.get('allowed_internal_hosts') ?? '';
  if (!hosts.split('|').includes(forum.hookHost))
    await set('allowed_internal_hosts', [hosts, forum.hookHost].filter(Boolean).join('|'));

  const webhookSecret = randomBytes(24).toString('hex');
  const { extras } = await admin<{
    extras: { grouped_event_types: Record<string, { id: number; name: string }[]> };
  }>('GET', '/admin/api/web_hooks.json');
  const types = Object.values(extras.grouped_event_types).flat();
  const { web_hook } = await admin<{ web_hook: { id: number } }>('POST', '/admin/api/web_hooks.json', {
    web_hook: {
      payload_url: `http://${forum.hookHost}:${hookPort}/hooks/discourse/default`,
      content_type: 1,
      secret: webhookSecret,
      wildcard_web_hook: false,
      active: true,
      verify_certificate: false,
      web_hook_event_type_ids: types.filter(({ name }) => heardOf.test(name)).map(({ id }) => id),
    },
  });
  made.defer(() => admin('DELETE', `/admin/api/web_hooks/${web_hook.id}.json`).then(() => undefined));

  const { category_list } = await callAs<{
    category_list: { categories: { id: number; read_restricted: boolean; permission: number | null }[] };
  }>(forum, asker.username, 'GET', '/categories.json');
  const category = category_list.categories.find(
    ({ read_restricted, permission }) => !read_restricted && permission === 1,
  )?.id;
  if (category === undefined) throw new Error('the forum has no open category in which members may write');

  const kept = made.move();
  return {
    ...{ bot, asker, bystander, botKey: key.key, webhookSecret, hookPort, category, set },
    async ask(raw, who = asker) {
      const title = `How to post code so that it stays readable ${randomBytes(4).toString('hex')}`;
      const { id, topic_id } = await callAs<{ id: number; topic_id: number }>(
        ...([forum, who.username, 'POST', '/posts.json', { title, raw, category }] as const),
      );
      return { topicId: topic_id, postId: id };
    },
    async repliesOfBot(topicId) {
      const topic = await admin<{
        post_stream: { posts: { username: string; cooked: string; user_deleted: boolean }[] };
      }>('GET', `/t/${topicId}.json`);
      return topic.post_stream.posts
        .filter((post) => post.username === bot.username && !post.user_deleted)
        .map((post) => post.cooked);
    },
    messagesOfBot: (to) => messagesOf(forum, bot, to),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function messagesOf(forum: GivenForum, bot: Account, to: Account): Promise<MessageOfBot[]> {
  const { topic_list } = await callAs<{ topic_list: { topics: { id: number; title: string }[] } }>(
    ...([forum, to.username, 'GET', `/topics/private-messages/${to.username}.json`] as const),
  );
  const messages: MessageOfBot[] = [];
  for (const { id, title } of topic_list.topics) {
    const { post_stream } = await callAs<{
      post_stream: { posts: { username: string; raw: string; cooked: string }[] };
    }>(forum, to.username, 'GET', `/t/${id}.json?include_raw=true`);
    const [opening] = post_stream.posts;
    if (opening?.username === bot.username)
      messages.push({ topicId: id, title, raw: opening.raw, cooked: opening.cooked });
  }
  return messages;
}
