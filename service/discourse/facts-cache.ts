import type { CategoryId, MemberId } from '../model/ids.ts';
import type { CallOptions, DiscourseClient } from './client.ts';
import { createTimedCache } from './timed-cache.ts';
import type { Aged } from './timed-cache.ts';
import type { CategoryView, MemberView, SiteView } from './wire/views.ts';

export interface CategoryFacts {
  /** Everyone, signed in or not, can read it. */
  isOpen: boolean;
  /** Its own slug first, then those above it; null for a category that not everyone can read. */
  slugs: readonly string[] | null;
}

/** What changes rarely, asked rarely. Every answer says when it was true; a failed question is never answered from memory. */
export interface FactsCache {
  site(options?: CallOptions): Promise<Aged<SiteView>>;
  category(id: CategoryId, options?: CallOptions): Promise<Aged<CategoryFacts>>;
  /** Without asking: for `screen`. After `unknown`, await `category` and screen again. */
  isOpenCategory(id: CategoryId): 'yes' | 'no' | 'unknown';
  member(username: string, options?: CallOptions): Promise<Aged<MemberView>>;
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
const FIFTEEN_MINUTES_MS = 900_000;

export function createFactsCache(deps: FactsCacheDeps): FactsCache {
  const { client, now = Date.now, siteForMs = TEN_MINUTES_MS, memberForMs = FIFTEEN_MINUTES_MS } = deps;
  const sites = createTimedCache<SiteView>({ now, keepForMs: siteForMs, most: 1 });
  const single = createTimedCache<CategoryView | null>({ now, keepForMs: siteForMs, most: 1_000 });
  const members = createTimedCache<MemberView>({ now, keepForMs: memberForMs, most: deps.mostMembers ?? 5_000 });

  const site = (options?: CallOptions) => sites.get('site', () => client.site(options));

  return {
    site,

    async category(id, options) {
      const { value, at } = await site(options);
      const listed = value.categories.find((category) => category.id === id);
      if (listed !== undefined) return { value: describe(listed, value), at };
      // Large sites do not list every category.
      const alone = await single.get(String(id), () => client.openCategory(id, options));
      return { value: describe(alone.value, value), at: alone.at };
    },

    isOpenCategory(id) {
      const listed = sites.peek('site')?.value.categories.find((category) => category.id === id);
      const view = listed ?? single.peek(String(id))?.value;
      if (view === undefined) return 'unknown';
      return view !== null && !view.readRestricted ? 'yes' : 'no';
    },

    member: (username, options) => members.get(username.toLowerCase(), () => client.member(username, options)),
    forgetMember: (id) => members.forgetWhere((member) => member.id === id),
    forgetSite() {
      sites.forgetWhere(() => true);
      single.forgetWhere(() => true);
    },
  };
}

function describe(view: CategoryView | null, site: SiteView): CategoryFacts {
  if (view === null || view.readRestricted) return { isOpen: false, slugs: null };
  return { isOpen: true, slugs: slugsUpwards(view, site) };
}

/** Discourse allows three levels; a parent that is not listed ends the line. */
function slugsUpwards(view: CategoryView, site: SiteView, levels = 3): readonly string[] {
  const parent = site.categories.find((category) => category.id === view.parentId);
  if (parent === undefined || levels === 1) return [view.slug];
  return [view.slug, ...slugsUpwards(parent, site, levels - 1)];
}
