import type { Command } from 'commander';

type AddCommand = (program: Command) => void;

/** Where each command lives. Only what is called is read: most of the program is servers that `check` has no use for. */
const homes: Readonly<Record<string, () => Promise<AddCommand>>> = {
  check: async () => (await import('./commands/check.ts')).addCheck,
  connect: async () => (await import('./commands/connect.ts')).addConnect,
  disconnect: async () => (await import('./commands/disconnect.ts')).addDisconnect,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctor,
  explain: async () => (await import('./commands/explain.ts')).addExplain,
  'rules promote demote': async () => (await import('./commands/ladder.ts')).addLadder,
  'look-back': async () => (await import('./commands/look-back.ts')).addLookBack,
  member: async () => (await import('./commands/member.ts')).addMember,
  new: async () => (await import('./commands/new.ts')).addNew,
  'pause resume': async () => (await import('./commands/pause.ts')).addPause,
  preview: async () => (await import('./commands/preview.ts')).addPreview,
  review: async () => (await import('./commands/review.ts')).addReview,
  replay: async () => (await import('./commands/replay.ts')).addReplay,
  rollback: async () => (await import('./commands/rollback.ts')).addRollback,
  'schema reference': async () => (await import('./commands/schema.ts')).addSchema,
  snapshot: async () => (await import('./commands/snapshot.ts')).addSnapshot,
};

/** Adds the command of this name; all of them when there is none of it, so that help can list them. */
export async function addCommands(program: Command, name: string | undefined): Promise<void> {
  const all = Object.entries(homes);
  const called = all.filter(([names]) => names.split(' ').includes(name ?? ''));
  for (const [, load] of called.length > 0 ? called : all) (await load())(program);
}
