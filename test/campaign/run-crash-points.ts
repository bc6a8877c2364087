import { crashPoints } from '../../service/model/crash-point.ts';
import { checkOutcome } from './check-outcome.ts';
import { drain } from './drain.ts';
import { type Stage, openStage, promoteRules } from './open-stage.ts';
import { type Load, addMembers, canary, writeOnForum } from './play-load.ts';
import { randomFrom } from './random.ts';

export type CrashPointName = (typeof crashPoints)[number];

export interface PointStage extends AsyncDisposable {
  stage: Stage;
  load: Load;
}

/** A stage with members for one post per crash point, its rules live and everything asleep. */
export async function openPointStage(): Promise<PointStage> {
  const stage = await openStage({ members: 20, fsync: false, withRedis: true });
  const first = await stage.start('all');
  await promoteRules(stage);
  await first.kill('SIGTERM');
  const members = await addMembers(stage, 20);
  return {
    stage,
    load: { firing: new Map(), planted: 0, members },
    [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose](),
  };
}

/**
 * Lets a process kill itself at the point while it works on a post, starts another, and counts.
 * Answers what is broken: nothing lost, nothing doubled, nothing over cap, and the post has its one reply.
 */
export async function dieAt(
  { stage, load }: PointStage,
  point: CrashPointName,
  index: number,
): Promise<string[]> {
  const doomed = await stage.start('all', { CRASH_AT: point });
  const rule = stage.limits.rules[0];
  const author = load.members[index % load.members.length];
  const random = randomFrom(index);
  if (!rule || !author) throw new Error('the stage has neither rules nor members');
  const only = { ...load, members: [author] };
  const postId = await writeOnForum({ ...stage }, only, { ...random, chance: () => false }, rule);
  const end = await Promise.race([
    doomed.ended,
    new Promise((resolve) => setTimeout(resolve, 15_000, 'nothing')),
  ]);
  await doomed.kill('SIGKILL');

  const successor = await stage.start('all');
  const { drained, undone } = await drain(stage, 40_000);
  const outcome = await checkOutcome(stage, { planted: load.planted, canary, firing: load.firing });
  await successor.kill('SIGTERM');

  const post = (await stage.forum.posts()).find((seen) => seen.id === postId);
  const replies = (await stage.forum.topic(post?.topicId ?? 0)).filter((seen) => seen.username === 'waypost');
  return [
    ...(end === 'SIGKILL' ? [] : [`${point}: the process did not die there (${String(end)})`]),
    ...(drained ? [] : [`${point}: something is left to do: ${JSON.stringify(undone)}`]),
    ...(replies.length === 1 ? [] : [`${point}: the post has ${replies.length} replies`]),
    ...outcome.broken.map((sentence) => `${point}: ${sentence}`),
  ];
}

export async function runEveryCrashPoint(say: (line: string) => void): Promise<string[]> {
  await using points = await openPointStage();
  const broken: string[] = [];
  for (const [index, point] of crashPoints.entries()) {
    const found = await dieAt(points, point, index);
    say(`died at ${point}: ${found.length === 0 ? 'held' : found.join('; ')}`);
    broken.push(...found);
  }
  return broken;
}
