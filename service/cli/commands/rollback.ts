import type { Command } from 'commander';
import { CommandError } from '../command-error.ts';
import { type Toolbox, withToolbox } from '../toolbox.ts';

/** `waypost rollback [commit]`: without one it lists them; `--follow` goes with the branch again. */
export function defineRollback(command: Command): void {
  command
    .argument('[commit]', 'the commit whose rules shall decide; its first digits are enough')
    .option('--follow', 'follow the branch again')
    .option('--why <reason>', 'kept beside the change', 'no reason given')
    .action((commit: string | undefined, { follow, why }: { follow?: true; why: string }) =>
      withToolbox(command, async (tools) => {
        const by = { forum: tools.forum, who: tools.who, madeOn: 'command line' as const, why };
        if (follow) {
          await tools.actions.followBranch(by);
          process.stdout.write('The branch is followed again; its newest commit decides within seconds.\n');
        } else if (commit === undefined) await list(tools);
        else await goBack(tools, commit, by);
      }),
    );
}

async function goBack(
  tools: Toolbox,
  written: string,
  by: Parameters<Toolbox['actions']['followBranch']>[0],
): Promise<void> {
  const commits = await commitsOf(tools);
  const found = /^[0-9a-f]{4,64}$/.test(written) ? commits.filter(({ id }) => id.startsWith(written)) : [];
  const [commit] = found;
  if (commit === undefined || found.length > 1) {
    const why = found.length > 1 ? 'several commits begin so' : 'it is not among the newest of the branch';
    throw new CommandError(`${JSON.stringify(written)}: ${why}. "waypost rollback" lists them`);
  }
  await tools.actions.rollBack({ ...by, commit: commit.id });
  process.stdout.write(
    `The rules of ${commit.id.slice(0, 8)} decide within seconds: ${commit.message}. "waypost rollback --follow" goes with the branch again.\n`,
  );
}

async function list(tools: Toolbox): Promise<void> {
  const inForce = await tools.stores.rules.activeCommit();
  for (const { id, author, at, message } of await commitsOf(tools)) {
    const mark = id === inForce?.id ? '*' : ' ';
    process.stdout.write(
      `${mark} ${id.slice(0, 8)}  ${at.toISOString().slice(0, 10)}  ${author}: ${message}\n`,
    );
  }
}

async function commitsOf({ repository }: Toolbox) {
  if (repository === null)
    throw new CommandError(
      'The rules lie in a folder (RULES_PATH). RULES_REPO names a repository to go back in',
    );
  await repository.fetch();
  return (await repository.history(200)).commits;
}
