import type { AdminClient } from '../discourse/admin-client.ts';
import type { Found } from './plan-connection.ts';

/** Reads all that the plan depends on. `keptKeyScopes` asks with the kept key itself; null when that one is refused. */
export async function lookAtForum(deps: {
  admin: AdminClient;
  botUsername: string;
  keptKeyScopes(): Promise<readonly string[] | null>;
}): Promise<Found> {
  const { admin } = deps;
  const account = await admin.account(deps.botUsername);
  return {
    account,
    standing: account ? await admin.standing(account.id) : null,
    offeredScopes: await admin.offeredScopes(),
    keptKeyScopes: account ? await deps.keptKeyScopes() : null,
    hooks: await admin.hooks(),
    keys: await admin.keys(),
    settings: await admin.settings(),
  };
}
