import { introduceBot } from '../../connect/introduce-bot.ts';
import { lookAtForum } from '../../connect/look-at-forum.ts';
import {
  type Found,
  type PlanNote,
  type Step,
  type Wish,
  planConnection,
} from '../../connect/plan-connection.ts';
import { ConnectError } from '../../connect/trouble.ts';
import type { AdminClient } from '../../discourse/admin-client.ts';
import { askKeptKey } from './ask-kept-key.ts';
import { type ConnectOptions, type Wanted, gatherWish } from './gather-wish.ts';
import { openAdmin } from './open-admin.ts';

/** What connecting a forum would do. It holds the admin's view of it, and so the admin key, as long as it is kept. */
export interface Draft {
  admin: AdminClient;
  wanted: Wanted;
  /** In the forum's own language. */
  wish: Wish;
  found: Found;
  steps: readonly Step[];
  notes: readonly PlanNote[];
  /** Nothing on the forum has to be done. */
  isAllThere: boolean;
  /** What the environment goes on saying otherwise. */
  shadowed: readonly string[];
}

/** Looks at the forum with an admin key, and changes nothing. @throws ConnectError, DiscourseError */
export async function draftConnection(
  address: string,
  options: ConnectOptions,
  askKey: (forumUrl: string) => Promise<string>,
): Promise<Draft> {
  const wanted = await gatherWish(address, options);
  const { forumUrl, kept } = wanted;
  const admin = await openAdmin(forumUrl, await askKey(forumUrl));
  const { username } = wanted.wish.bot;
  const apiKey = kept['DISCOURSE_API_KEY'];
  const found = await lookAtForum({
    admin,
    botUsername: username,
    keptKeyScopes: async () =>
      apiKey ? await askKeptKey(forumUrl, { apiKey, apiUsername: username }) : null,
  });
  const bio = introduceBot(found.settings.get('default_locale') ?? 'en');
  const wish = { ...wanted.wish, bot: { ...wanted.wish.bot, bio } };
  const plan = planConnection(wish, found);
  if (!plan.possible) throw new ConnectError(plan.trouble);
  const { steps, notes } = plan;
  const makesKey = steps.some(({ todo }) => todo.some(({ do: what }) => what === 'make key'));
  const isKeySaid = apiKey !== undefined && makesKey && wanted.isKeyInEnvironment;
  return {
    ...{ admin, wanted, wish, found, steps, notes },
    isAllThere: steps.every(({ todo }) => todo.length === 0),
    shadowed: isKeySaid ? [...wanted.shadowed, 'DISCOURSE_API_KEY'] : wanted.shadowed,
  };
}
