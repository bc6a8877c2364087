import type { FactsCache } from '../discourse/facts-cache.ts';
import type { ForumKnowledge } from '../discourse/wire.ts';
import { type Fact, known, unknown } from '../model/fact.ts';
import type { CategoryId, ForumId, MemberId } from '../model/ids.ts';
import type { Site } from '../rulebook/site.ts';
import type { ForumStore } from '../storage/forum-store.ts';
import type { KnownPlugin } from './know-plugin.ts';

/** What is known of a forum itself: the bot's account, which categories everybody can read, and its plugin. */
export interface KnownForum {
  id: ForumId;
  botUsername: string;
  plugin: KnownPlugin;
  /** Null while the bot's account has not been found on the forum yet. */
  knowledge(): Promise<ForumKnowledge | null>;
  /** Unknown while the forum cannot be asked. */
  category(id: CategoryId): Promise<{ open: Fact<boolean>; slugs: Fact<readonly string[]> }>;
  /** What a group is called; asks again later by throwing while the forum cannot be asked. */
  groupName(group: number): Promise<Fact<string>>;
  /** A category changed: read them again at the next question. */
  forgetCategories(): void;
  forgetMember(id: MemberId): void;
}

export function knowForum(deps: {
  id: ForumId;
  botUsername: string;
  plugin: KnownPlugin;
  forums: Pick<ForumStore, 'find' | 'nameBot'>;
  facts: FactsCache;
  site: () => Site;
}): KnownForum {
  const { id, forums, facts } = deps;
  let botId: MemberId | null = null;

  async function findBot(): Promise<MemberId | null> {
    const stored = (await forums.find(id))?.botUserId ?? null;
    if (stored !== null) return stored;
    const found = await orNull(facts.member(deps.botUsername));
    if (found) await forums.nameBot(id, found.value.id);
    return found?.value.id ?? null;
  }

  /** Categories that not everybody can read, and whether `site.yml` names them all the same. */
  const named = new Map<CategoryId, boolean>();
  const isNamed = (slug: string | undefined) =>
    slug !== undefined && deps.site().privateCategories.includes(slug);

  return {
    id,
    botUsername: deps.botUsername,
    plugin: deps.plugin,
    forgetCategories() {
      facts.forgetSite();
      named.clear();
    },
    forgetMember: (member) => facts.forgetMember(member),

    async knowledge() {
      botId ??= await findBot();
      if (botId === null) return null;
      return {
        botId,
        ignoredUsernames: new Set(deps.site().ignoreMembers),
        // Asked for the author of each post by whoever reads webhooks.
        isStaged: () => false,
        isOpenCategory(category) {
          const open = facts.isOpenCategory(category);
          if (open !== 'no' || deps.site().privateCategories.length === 0) return open;
          const isNamedToo = named.get(category);
          if (isNamedToo === undefined) return 'unknown';
          return isNamedToo ? 'yes' : 'no';
        },
      };
    },

    async groupName(group) {
      const { value, at } = await facts.groupName(group);
      return value === null
        ? unknown('not everybody can see this group; name it by its number')
        : known(value, 'forum', new Date(at));
    },

    async category(category) {
      const found = await orNull(facts.category(category));
      if (!found) {
        const why = 'the forum cannot be asked now';
        return { open: unknown(why), slugs: unknown(why) };
      }
      const { isOpen, slugs } = found.value;
      const at = new Date(found.at);
      named.set(category, isNamed(slugs?.[0]));
      return {
        open: known(isOpen || isNamed(slugs?.[0]), 'forum', at),
        slugs: slugs === null ? unknown('the bot cannot read this category') : known(slugs, 'forum', at),
      };
    },
  };
}

/** The forum's silence is an answer of its own here; whoever needs more waits and asks again. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  return await asked.catch(() => null);
}
