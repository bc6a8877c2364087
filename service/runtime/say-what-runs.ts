import type { Role } from '../config.ts';
import type { Runtime } from '../runtime.ts';
import type { RunningDemoForum } from './demo-forum.ts';
import { sayFaults } from './say-faults.ts';

export const whatRoleDoes: Readonly<Record<Role, string>> = {
  all: 'takes webhooks, decides and delivers',
  serve: 'takes webhooks and shows pages',
  work: 'decides and delivers',
};

/** The start-up output: what runs where, which rules are in force, and which address to open first. */
export function sayWhatRuns(
  say: (line: string) => void,
  told: {
    runtime: Runtime;
    role: Role;
    address: string | null;
    demo: RunningDemoForum | null;
    shownPassword: string | null;
  },
): void {
  const { runtime, role, address, demo } = told;
  const rulebook = runtime.rules.current();
  say('');
  say(`Waypost ${whatRoleDoes[role]}.`);
  say('');
  for (const sentence of runtime.sentences) say(`  ${sentence}`);
  say(
    `  Rules      ${rulebook.rules.size} rules and ${rulebook.resources.size} resources from ${runtime.repository?.name ?? runtime.config.rulesPath}, version ${rulebook.version.slice(0, 8)}`,
  );
  const faults = sayFaults(runtime.rules);
  if (faults !== null) say(`             ${faults}`);
  if (!demo) say(`  Forum      ${runtime.forums.map((forum) => forum.config.url).join(', ')}`);
  say('');
  if (demo) {
    say(`  Demo forum ${demo.address}   write a post here and see what happens`);
  }
  if (address) {
    say(`  Dashboard  ${address}   ${sayWayIn(told)}`.trimEnd());
    if (!demo) say(`  Webhook    ${runtime.config.publicUrl ?? address}/hooks/discourse/default`);
  }
  say('');
  say('Ctrl-C ends it; the next start goes on where this one stopped.');
}

/** How one signs in: on the demo forum as one of its moderators, too. */
function sayWayIn({ demo, shownPassword }: { demo: object | null; shownPassword: string | null }): string {
  const withPassword = shownPassword === null ? '' : `password: ${shownPassword}`;
  if (demo === null) return withPassword;
  return `sign in as Mira, a moderator of the demo forum${withPassword === '' ? '' : `, or with the ${withPassword}`}`;
}
