import type { AdminClient } from '../discourse/admin-client.ts';
import type { Ours, PartingStep, Present, Undo } from './plan-parting.ts';

/** Reads all that the parting depends on. @throws DiscourseError */
export async function lookBeforeParting(admin: AdminClient, ours: Ours): Promise<Present> {
  const account = await admin.account(ours.botUsername);
  return {
    account,
    standing: account ? await admin.standing(account.id) : null,
    hooks: (await admin.hooks()).hooks,
    keys: await admin.keys(),
    settings: await admin.settings(),
  };
}

/** Takes back what the plan says, in its order. What has been done stays done when a later step fails. @throws DiscourseError */
export async function part(
  deps: { admin: AdminClient; onDone(step: PartingStep): void },
  steps: readonly PartingStep[],
): Promise<void> {
  for (const step of steps) {
    for (const undo of step.todo) await takeBack(deps.admin, undo);
    deps.onDone(step);
  }
}

async function takeBack(admin: AdminClient, undo: Undo): Promise<void> {
  switch (undo.undo) {
    case 'hook':
      return await admin.switchHookOff(undo.hook);
    case 'key':
      return await admin.revokeKey(undo.id);
    case 'account':
      return await admin.deactivate(undo.id);
    case 'setting':
      return await admin.changeSetting(undo.name, undo.value);
  }
}
