import { randomBytes } from 'node:crypto';
import type { AdminClient } from '../discourse/admin-client.ts';
import type { OfferedScopes } from '../discourse/wire/admin.ts';
import { drawAvatar } from './draw-avatar.ts';
import type { Step, Todo, Wish } from './plan-connection.ts';
import { ConnectError } from './trouble.ts';

export interface CarryOutDeps {
  admin: AdminClient;
  offeredScopes: OfferedScopes;
  /** Keeps the new key at once: the forum tells it this once. */
  keepKey(key: string): Promise<void>;
  /** Told when a step is done; one that needed nothing too. */
  onDone(step: Step): void;
}

/** The name under which the key stands in the forum's list. */
export const keyDescription = 'Waypost (made by waypost connect)';

/**
 * Does what the plan says, in its order. What has been done stays done when a later step fails: the next run goes on there.
 * @throws DiscourseError, ConnectError
 */
export async function carryOut(deps: CarryOutDeps, wish: Wish, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    for (const todo of step.todo) await act(deps, wish, todo);
    deps.onDone(step);
  }
}

async function act(deps: CarryOutDeps, { bot, hook }: Wish, todo: Todo): Promise<void> {
  const { admin } = deps;
  switch (todo.do) {
    case 'join': {
      // Nobody knows this password, and nobody needs it: the bot speaks by its key.
      const password = randomBytes(24).toString('base64url');
      const { username, email } = bot;
      const answer = await admin.join({ username, name: 'Waypost', email, password });
      if (!answer.joined)
        throw new ConnectError({ code: 'account_not_made', bot: username, words: answer.why });
      await findBot(admin, username);
      return;
    }
    case 'activate':
      return await admin.activate((await findBot(admin, bot.username)).id);
    case 'set trust level':
      return await admin.setTrustLevel((await findBot(admin, bot.username)).id, todo.level);
    case 'set bio':
      return await admin.setBio(bot.username, bot.bio);
    case 'set avatar':
      return await admin.setAvatar(await findBot(admin, bot.username), drawAvatar());
    case 'make key': {
      const scopes = new Map(todo.scopes.map((name) => [name, deps.offeredScopes.get(name) ?? {}]));
      return await deps.keepKey(
        await admin.createKey({ username: bot.username, description: keyDescription, scopes }),
      );
    }
    case 'revoke key':
      return await admin.revokeKey(todo.id);
    case 'make hook':
      return void (await admin.createHook({ ...hook, eventTypeIds: todo.eventTypeIds }));
    case 'mend hook':
      return void (await admin.changeHook(todo.id, { ...hook, eventTypeIds: todo.eventTypeIds }));
    case 'change setting':
      return await admin.changeSetting(todo.name, todo.value);
  }
}

/** The account, which must be there by now. */
async function findBot(admin: AdminClient, username: string): Promise<{ id: number; username: string }> {
  const account = await admin.account(username);
  if (!account) throw new ConnectError({ code: 'account_gone', bot: username });
  return account;
}
