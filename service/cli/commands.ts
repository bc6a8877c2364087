import type { Command } from 'commander';

/** Adds to a command, of which help knows the name, what it takes and what it does. */
type Define = (command: Command) => void;

interface Home {
  /** As help lists it. */
  does: string;
  define(): Promise<Define>;
}

const homes: Readonly<Record<string, Home>> = {
  check: {
    does: 'check rules and resources and run their cases',
    define: async () => (await import('./commands/check.ts')).defineCheck,
  },
  connect: {
    does: 'connect a forum; run again, it repairs what differs',
    define: async () => (await import('./commands/connect.ts')).defineConnect,
  },
  disconnect: {
    does: 'take back on the forum what connect made there',
    define: async () => (await import('./commands/disconnect.ts')).defineDisconnect,
  },
  doctor: {
    does: 'look at forum, key, bot, webhook, rules, servers and clocks',
    define: async () => (await import('./commands/doctor.ts')).defineDoctor,
  },
  explain: {
    does: 'say for every rule why it would answer a post, or why not',
    define: async () => (await import('./commands/explain.ts')).defineExplain,
  },
  promote: {
    does: 'let a rule send what it decides, if its file allows it',
    define: async () => (await import('./commands/ladder.ts')).definePromote,
  },
  demote: {
    does: 'let a rule decide without showing anything',
    define: async () => (await import('./commands/ladder.ts')).defineDemote,
  },
  rules: {
    does: 'list the rules in force with their rungs',
    define: async () => (await import('./commands/ladder.ts')).defineRules,
  },
  'look-back': {
    does: 'let the rules decide over the newest posts from before Waypost came; nothing is ever sent',
    define: async () => (await import('./commands/look-back.ts')).defineLookBack,
  },
  member: {
    does: 'what is held about a member: give it out, erase it, or have them left alone',
    define: async () => (await import('./commands/member.ts')).defineMember,
  },
  new: {
    does: 'write a new rule or guide, by a few questions or by flags',
    define: async () => (await import('./commands/new.ts')).defineNew,
  },
  pause: {
    does: 'stop sending now; in force within a second, everywhere',
    define: async () => (await import('./commands/pause.ts')).definePause,
  },
  resume: {
    does: 'go on sending',
    define: async () => (await import('./commands/pause.ts')).defineResume,
  },
  preview: {
    does: 'show a guide as members would see it',
    define: async () => (await import('./commands/preview.ts')).definePreview,
  },
  review: {
    does: 'decide over offers that wait for a person',
    define: async () => (await import('./commands/review.ts')).defineReview,
  },
  replay: {
    does: 'put quarantined or dead work back at the start',
    define: async () => (await import('./commands/replay.ts')).defineReplay,
  },
  rollback: {
    does: 'let the rules of an earlier commit decide, everywhere, within seconds',
    define: async () => (await import('./commands/rollback.ts')).defineRollback,
  },
  schema: {
    does: 'write schema/*.json for editors into the rules folder, with the names it has',
    define: async () => (await import('./commands/schema.ts')).defineSchema,
  },
  reference: {
    does: 'write reference/*.md into the rules folder: every key, every problem',
    define: async () => (await import('./commands/schema.ts')).defineReference,
  },
  snapshot: {
    does: "write the forum's categories, tags and groups into forum.yml, for check and for editors",
    define: async () => (await import('./commands/snapshot.ts')).defineSnapshot,
  },
};

/** Names all commands. Only the one that is called is read: most of the program is servers that `check` has no use for. */
export function addCommands(program: Command): void {
  for (const [name, { does }] of Object.entries(homes)) program.command(name).description(does);
  program.hook('preSubcommand', async (_program, called) => {
    const define = await homes[called.name()]?.define();
    define?.(called);
  });
}
