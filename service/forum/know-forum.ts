import type { DiscourseClient } from '../discourse/client.ts';
import type { ForumKnowledge } from '../discourse/wire.ts';
import { type Fact, known, unknown } from '../model/fact.ts';
import type { CategoryId, ForumId, MemberId } from '../model/ids.ts';
import type { Site } from '../rulebook/site.ts';
import type { Category, ForumStore } from '../storage/forum-store.ts';

/** What is known of a forum itself: the bot's account, and which categories everybody can read. */
export interface KnownForum {
  id: ForumId;
  botUsername: string;
  /** Null until the bot's account has been found on the forum. */
  knowledge(): Promise<ForumKnowledge | null>;
  category(id: CategoryId): Promise<{ open: Fact<boolean>; slugs: Fact<readonly string[]> }>;
  /** A category changed, or one is missing: read them again at the next question. */
  forgetCategories(): void;
}

const freshForMs = 10 * 60_000;
const retryAfterMs = 5_000;

/** Asks without the API key, so that knowing costs nothing of the forum's API share. */
export function knowForum(deps: {
  id: ForumId;
  botUsername: string;
  forums: ForumStore;
  client: Pick<DiscourseClient, 'site' | 'member'>;
  site: () => Site;
  now: () => number;
}): KnownForum {
  const { id, forums, client } = deps;
  let botId: MemberId | null = null;
  let categories = new Map<CategoryId, Category>();
  let readAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;

  async function readCategories(): Promise<void> {
    triedAt = deps.now();
    try {
      const { categories: listed } = await client.site();
      await forums.rememberCategories(
        id,
        listed.map(({ id: category, slug, parentId, readRestricted }) => ({
          id: category,
          slug,
          name: slug,
          parentId,
          isPublic: !readRestricted,
        })),
      );
      readAt = deps.now();
    } catch {
      // The forum is away or asks everybody to sign in: what was read before still holds, the rest stays unknown.
    }
    categories = new Map((await forums.categories(id)).map((category) => [category.id, category]));
  }

  async function freshCategories(needed?: CategoryId): Promise<ReadonlyMap<CategoryId, Category>> {
    const isStale = deps.now() - readAt > freshForMs || (needed !== undefined && !categories.has(needed));
    const mayTry = deps.now() - triedAt > retryAfterMs;
    if (isStale && mayTry) reading ??= readCategories().finally(() => (reading = null));
    if (reading) await reading;
    return categories;
  }

  async function findBot(): Promise<MemberId | null> {
    const stored = (await forums.find(id))?.botUserId ?? null;
    if (stored !== null) return stored;
    const found = await client.member(deps.botUsername);
    await forums.nameBot(id, found.id);
    return found.id;
  }

  function isOpen(category: Category): boolean {
    return category.isPublic || deps.site().privateCategories.includes(category.slug);
  }

  return {
    id,
    botUsername: deps.botUsername,
    forgetCategories() {
      readAt = Number.NEGATIVE_INFINITY;
      triedAt = Number.NEGATIVE_INFINITY;
    },

    async knowledge() {
      botId ??= await findBot();
      if (botId === null) return null;
      await freshCategories();
      return {
        botId,
        ignoredUsernames: new Set(deps.site().ignoreMembers),
        // Staged accounts are recognised by their own events; nobody remembers them beyond that.
        isStaged: () => false,
        isOpenCategory(category) {
          const found = categories.get(category);
          if (!found) return 'unknown';
          return isOpen(found) ? 'yes' : 'no';
        },
      };
    },

    async category(category) {
      const all = await freshCategories(category);
      const found = all.get(category);
      if (!found) {
        const why = 'the forum does not list this category for everybody';
        return { open: unknown(why), slugs: unknown(why) };
      }
      const at = new Date(deps.now());
      return { open: known(isOpen(found), 'forum', at), slugs: known(slugsUpwards(found, all), 'forum', at) };
    },
  };
}

function slugsUpwards(category: Category, all: ReadonlyMap<CategoryId, Category>): string[] {
  const slugs = [category.slug];
  let parent = category.parentId === null ? undefined : all.get(category.parentId);
  while (parent && slugs.length < 5) {
    slugs.push(parent.slug);
    parent = parent.parentId === null ? undefined : all.get(parent.parentId);
  }
  return slugs;
}
