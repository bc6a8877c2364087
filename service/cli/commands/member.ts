import type { Command } from 'commander';
import { type MemberId, memberId } from '../../model/ids.ts';
import { createMemberActions } from '../../steer/member-actions.ts';
import { CommandError } from '../command-error.ts';
import { tellHeld } from '../tell-held.ts';
import { type Toolbox, withToolbox } from '../toolbox.ts';

const whom = 'number of the account on the forum, or @name';

/** `waypost member export|erase|decline|allow <member>`. */
export function defineMember(member: Command): void {
  member
    .command('export')
    .argument('<member>', whom)
    .description('everything held about a member as JSON, with what it is and how long it is kept')
    .action((named: string) =>
      withToolbox(member, async (tools) => {
        const id = await findMember(tools, named);
        const held = await tools.stores.members.exportAll(tools.forum, id);
        if (held === null) throw new CommandError(`Nothing is held about ${named}.`);
        const forum = await tools.stores.forums.find(tools.forum);
        const told = tellHeld(held, { id, forumUrl: forum?.baseUrl ?? '', retention: tools.retention });
        process.stdout.write(`${JSON.stringify(told, null, 2)}\n`);
      }),
    );

  addChange(member, 'erase', {
    description: 'erase everything held about a member; one keyed digest keeps what they have declined',
    act: async (tools, id, named, why) => {
      const held = await tools.stores.members.exportAll(tools.forum, id);
      const known = await tools.stores.members.find(tools.stores.db, tools.forum, id);
      refuseName(why, known?.member.username ?? '');
      await actionsOf(tools).eraseFor({ ...tools.changedBy(why), forum: tools.forum, member: id });
      return held === null
        ? `Nothing was held about ${named}.`
        : `Erased: ${named}. One keyed digest remains, so that what they have declined still holds. What the forum itself and its plugin keep is erased there: the member does it at /waypost/my-data, an administrator by anonymising or deleting the account.`;
    },
  });
  addChange(member, 'decline', {
    description: 'leave a member alone, on their behalf',
    act: async (tools, id, named, why) => {
      await actionsOf(tools).declineFor({ ...tools.changedBy(why), forum: tools.forum, member: id });
      return `${named} is offered nothing any more; what waited for them is held. "waypost member allow ${named}" takes it back.`;
    },
  });
  addChange(member, 'allow', {
    description: 'take back what a member declined, on their behalf',
    act: async (tools, id, named, why) => {
      await actionsOf(tools).allowFor({ ...tools.changedBy(why), forum: tools.forum, member: id });
      return `${named} may be offered help again. What they have switched off in the forum itself still holds.`;
    },
  });
}

interface MemberChange {
  description: string;
  /** Returns a sentence for the terminal. */
  act(tools: Toolbox, id: MemberId, named: string, why: string): Promise<string>;
}

function addChange(member: Command, name: string, { description, act }: MemberChange): void {
  member
    .command(name)
    .argument('<member>', whom)
    .requiredOption('--why <reason>', 'kept beside the change; name nobody in it')
    .description(description)
    .action((named: string, { why }: { why: string }) =>
      withToolbox(member, async (tools) => {
        process.stdout.write(`${await act(tools, await findMember(tools, named), named, why)}\n`);
      }),
    );
}

const actionsOf = (tools: Toolbox) => createMemberActions(tools.stores);

async function findMember(tools: Toolbox, named: string): Promise<MemberId> {
  if (/^[1-9]\d{0,9}$/.test(named) && Number(named) < 2 ** 31) return memberId(Number(named));
  const name = named.replace(/^@/, '');
  const id = await tools.stores.members.idOf(tools.forum, name);
  if (id !== null) return id;
  throw new CommandError(
    `No member is known by the name ${JSON.stringify(name)}. They may have another name by now, or have been erased; say the number of the account: it stands at the end of the address of their page under Admin → Users.`,
  );
}

/** The reason stays for good, and must not tell whom it was about. */
function refuseName(why: string, username: string): void {
  if (username === '' || !why.toLowerCase().includes(username.toLowerCase())) return;
  throw new CommandError(
    '--why names the member. It is kept when everything else is gone: leave the name out.',
  );
}
