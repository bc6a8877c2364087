import type { ForumOutline } from '../../model/forum-outline.ts';
import { mostInSnapshot } from '../how-much.ts';
import { parseFile } from '../reading/parse-file.ts';
import type { Problem } from '../problem.ts';
import { snapshotSchema } from './snapshot-schema.ts';

export const snapshotFile = 'forum.yml';

/** The text of `forum.yml`; an empty one gives null: no snapshot has been taken. */
export function parseSnapshot(
  text: string,
): { ok: true; outline: ForumOutline | null } | { ok: false; problems: Problem[] } {
  if (text.trim() === '') return { ok: true, outline: null };
  const parsed = parseFile(snapshotFile, text, snapshotSchema, mostInSnapshot);
  if (!parsed.ok) return parsed;
  const { forum, taken_on: takenAt, ...rest } = parsed.value;
  return { ok: true, outline: { address: forum, takenAt, ...rest } };
}
