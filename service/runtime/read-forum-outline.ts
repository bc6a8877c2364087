import type { AddressInfo } from 'node:net';
import type { Config, ForumConfig } from '../config.ts';
import { createApiShare } from '../discourse/api-share.ts';
import { createDiscourseClient } from '../discourse/client.ts';
import type { DiscourseClient } from '../discourse/client.ts';
import { DiscourseError } from '../discourse/discourse-error.ts';
import { createMemoryShareLedger } from '../discourse/memory-share-ledger.ts';
import { createPluginClient } from '../discourse/plugin-client.ts';
import type { PluginClient } from '../discourse/plugin-client.ts';
import { demoForumApp } from '../demo-forum/app.ts';
import { createDemoForum } from '../demo-forum/demo-forum.ts';
import type { ForumOutline } from '../model/forum-outline.ts';

/** What the configured forum has, read now and without a database. The demo forum is asked on a port of its own, so that a running one is left alone. */
export async function readForumOutline(config: Pick<Config, 'forum' | 'timing'>): Promise<ForumOutline> {
  if (config.forum !== null) return await readOutline(config.forum, config.timing.requestTimeoutMs);
  await using opened = new AsyncDisposableStack();
  const forum = createDemoForum({ store: 'memory' });
  opened.defer(() => forum.close());
  const app = demoForumApp(forum);
  opened.defer(() => app.close());
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const own = {
    url: `http://127.0.0.1:${port}`,
    apiKey: forum.apiKey,
    apiUsername: forum.botUsername,
    apiShare: 30,
  };
  return { ...(await readOutline(own, config.timing.requestTimeoutMs)), address: 'the demo forum' };
}

async function readOutline(forum: ForumConfig, deadlineMs: number): Promise<ForumOutline> {
  const deps = {
    baseUrl: forum.url,
    apiKey: forum.apiKey,
    apiUsername: forum.apiUsername,
    share: createApiShare({ ledger: createMemoryShareLedger(() => performance.now()), process: 'snapshot' }),
    deadlineMs,
  };
  const client = createDiscourseClient(deps);
  const open = await orNull(client.site());
  const seen = (await orNull(client.site({ asBot: true }))) ?? open ?? (await client.site());
  const openSlugs = new Set(
    (open?.categories ?? []).filter((one) => !one.readRestricted).map(({ id }) => id),
  );
  const slugs = new Map(seen.categories.map(({ id, slug }) => [id, slug]));
  return {
    address: forum.url,
    takenAt: new Date(),
    categories: seen.categories
      .map(({ id, slug, parentId }) => ({
        slug,
        below: parentId === null ? null : (slugs.get(parentId) ?? null),
        open: openSlugs.has(id),
      }))
      .toSorted((a, b) => (a.slug < b.slug ? -1 : 1)),
    tags: await readTags(client),
    groups: seen.groups?.toSorted() ?? null,
    plugin: await readPlugin(createPluginClient(deps)),
  };
}

async function readTags(client: Pick<DiscourseClient, 'tags'>): Promise<readonly string[] | null> {
  return await orNull(client.tags());
}

async function readPlugin(plugin: PluginClient): Promise<ForumOutline['plugin']> {
  if (!(await plugin.isThere().catch(falseWhereRefused))) return null;
  const can = await orNull(plugin.capabilities());
  return can === null ? null : { version: can.version, channels: can.channels };
}

/** A refusal is an answer: this is not for us to know. A forum that cannot be reached is not. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  return await asked.catch((error: unknown) => {
    if (isRefusal(error)) return null;
    throw error;
  });
}

function falseWhereRefused(error: unknown): false {
  if (isRefusal(error)) return false;
  throw error;
}

function isRefusal(error: unknown): boolean {
  return error instanceof DiscourseError && error.retry === 'never' && !error.pausesForum;
}
