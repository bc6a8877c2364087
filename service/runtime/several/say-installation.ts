import type { Role } from '../../config.ts';
import type { Runtime } from '../../runtime.ts';
import { sayFaults } from '../say-faults.ts';
import { whatRoleDoes } from '../say-what-runs.ts';

/** The start-up output of several forums: what they share first, then each as it is open. */
export function sayInstallation(
  say: (line: string) => void,
  { role, count, sentences }: { role: Role; count: number; sentences: readonly string[] },
): void {
  say('');
  say(`Waypost ${whatRoleDoes[role]}, for ${count === 1 ? 'one forum' : `${count} forums`}.`);
  say('');
  for (const sentence of sentences) say(`  ${sentence}`);
}

export function sayOpenForum(
  say: (line: string) => void,
  role: Role,
  { config, rules, repository }: Runtime,
): void {
  const { rules: ofBook, resources, version } = rules.current();
  const { forumName, forum, publicUrl } = config;
  say(
    `  ${forumName.padEnd(10)} ${forum?.url ?? ''}   ${ofBook.size} rules and ${resources.size} resources from ${repository?.name ?? config.rulesPath}, version ${version.slice(0, 8)}`,
  );
  const faults = sayFaults(rules);
  if (faults !== null) say(`             ${faults}`);
  if (publicUrl !== null && role !== 'work')
    say(`             dashboard ${publicUrl}, webhook ${publicUrl}/hooks/discourse/${forumName}`);
}
