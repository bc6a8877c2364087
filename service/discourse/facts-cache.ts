import type { CategoryId, MemberId } from '../model/ids.ts';
import type { CallOptions, DiscourseClient } from './client.ts';
import { DiscourseError, isClosedToGuests } from './discourse-error.ts';
import { createTimedCache } from './timed-cache.ts';
import type { Aged } from './timed-cache.ts';
import type { CategoryView, MemberView, SiteView } from './wire/views.ts';

export interface CategoryFacts {
  /** Everyone, signed in or not, can read it. */
  isOpen: boolean;
  /** Its own slug first, then those above it; null for a category that the bot cannot read either. */
  slugs: readonly string[] | null;
}

/** What changes rarely, asked rarely. Every answer says when it was true; a failed question is never answered from memory. */
export interface FactsCache {
  category(id: CategoryId, options?: CallOptions): Promise<Aged<CategoryFacts>>;
  /** Without asking: for `screen`. After `unknown`, await `category` and screen again. */
  isOpenCategory(id: CategoryId): 'yes' | 'no' | 'unknown';
  member(username: string, options?: CallOptions): Promise<Aged<MemberView>>;
  /** Null for a group that not everybody may see. The bot's own key may not read the list. */
  groupName(group: number, options?: CallOptions): Promise<Aged<string | null>>;
  /** After any `member.changed`. */
  forgetMember(id: MemberId): void;
  /** After a `category_changed`. */
  forgetSite(): void;
}

export interface FactsCacheDeps {
  client: Pick<DiscourseClient, 'site' | 'openCategory' | 'member'>;
  now?: () => number;
  siteForMs?: number;
  memberForMs?: number;
  mostMembers?: number;
}

const TEN_MINUTES_MS = 600_000;
/** A group that is missing from a list as old as this is looked for again. */
const newsAfterMs = 60_000;
const FIFTEEN_MINUTES_MS = 900_000;

export function createFactsCache(deps: FactsCacheDeps): FactsCache {
  const { client, now = Date.now, siteForMs = TEN_MINUTES_MS, memberForMs = FIFTEEN_MINUTES_MS } = deps;
  const sites = createTimedCache<SiteView>({ now, keepForMs: siteForMs, most: 2 });
  const single = createTimedCache<CategoryView | null>({ now, keepForMs: siteForMs, most: 1_000 });
  const members = createTimedCache<MemberView>({
    now,
    keepForMs: memberForMs,
    most: deps.mostMembers ?? 5_000,
  });

  const forAll = (options?: CallOptions) => sites.get('for all', () => readForAll(client, options));
  const forBot = (options?: CallOptions) =>
    sites.get('for the bot', () => client.site({ asBot: true }, options));

  return {
    async category(id, options) {
      const site = await forAll(options);
      const listed = find(site.value, id);
      if (listed !== undefined && !listed.readRestricted) return describeOpen(listed, site);
      // Large sites do not list every category.
      const alone = await single.get(String(id), () => client.openCategory(id, options));
      if (alone.value !== null && !alone.value.readRestricted)
        return describeOpen(alone.value, { ...site, at: alone.at });
      // The site's configuration may still name it, by its slug.
      const seen = await forBot(options);
      const closed = find(seen.value, id);
      return {
        value: { isOpen: false, slugs: closed === undefined ? null : slugsUpwards(closed, seen.value) },
        at: seen.at,
      };
    },

    isOpenCategory(id) {
      const site = sites.peek('for all');
      const listed = site === undefined ? undefined : find(site.value, id);
      const view = listed ?? single.peek(String(id))?.value;
      if (view === undefined) return 'unknown';
      return view !== null && !view.readRestricted ? 'yes' : 'no';
    },

    member: (username, options) =>
      members.get(username.toLowerCase(), () => client.member(username, options)),
    async groupName(group, options) {
      const listed = await forAll(options);
      const name = listed.value.groupNames?.get(group) ?? null;
      if (name !== null || now() - listed.at.getTime() < newsAfterMs) return { value: name, at: listed.at };
      // It may have come since.
      sites.forgetWhere(() => true);
      const again = await forAll(options);
      return { value: again.value.groupNames?.get(group) ?? null, at: again.at };
    },
    forgetMember: (id) => members.forgetWhere((member) => member.id === id),
    forgetSite() {
      sites.forgetWhere(() => true);
      single.forgetWhere(() => true);
    },
  };
}

/** A forum that shows nothing without signing in has no open category. */
async function readForAll(client: FactsCacheDeps['client'], options?: CallOptions): Promise<SiteView> {
  try {
    return await client.site({}, options);
  } catch (error) {
    if (error instanceof DiscourseError && isClosedToGuests(error)) return { categories: [], groups: null };
    throw error;
  }
}

function find(site: SiteView, id: CategoryId): CategoryView | undefined {
  return site.categories.find((category) => category.id === id);
}

function describeOpen(view: CategoryView, { value, at }: Aged<SiteView>): Aged<CategoryFacts> {
  return { value: { isOpen: true, slugs: slugsUpwards(view, value) }, at };
}

/** Discourse allows three levels; a parent that is not listed ends the line. */
function slugsUpwards(view: CategoryView, site: SiteView, levels = 3): readonly string[] {
  const parent = view.parentId === null ? undefined : find(site, view.parentId);
  if (parent === undefined || levels === 1) return [view.slug];
  return [view.slug, ...slugsUpwards(parent, site, levels - 1)];
}
