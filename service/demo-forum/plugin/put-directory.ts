import { z } from 'zod';

import type { ForumCore } from '../forum-core.ts';
import { day, digestOf, linkTo, sayFaults, stepList } from './read-offer.ts';
import { forms, limitsOfContract } from './vocabulary.ts';

const resource = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  locale: z.string().min(1).max(20),
  title: z.string().min(1).max(150),
  raw: z.string().max(limitsOfContract.raw),
  form: z.enum(forms).nullish(),
  steps: stepList,
  link: linkTo,
  owner: z.string().max(300).nullish(),
  reviewed_on: day,
  listed: z.boolean().nullish(),
});

const directoryBody = z.object({
  directory: z.object({
    version: z.string().min(1).max(100),
    resources: z.array(z.looseObject({})).max(limitsOfContract.resources),
  }),
});

/** Keeps the whole directory but for faulty texts, which it names; the same again changes nothing (§1.7). */
export function putDirectory(core: ForumCore, body: unknown) {
  const read = directoryBody.safeParse(body);
  if (!read.success) return { faults: sayFaults(read.error) };
  const { version, resources } = read.data.directory;
  const digest = digestOf(read.data.directory);
  const rejected = resources.flatMap((one) => {
    const { error } = resource.safeParse(one);
    return error ? [{ id: one['id'], locale: one['locale'], faults: sayFaults(error) }] : [];
  });
  const count = resources.length - rejected.length;
  const changed = core.state.waypost.directories.get('directory')?.digest !== digest;
  if (changed) {
    const pushedAt = core.now().toISOString();
    core.state.waypost.directories.put({ id: 'directory', version, digest, count, pushedAt });
  }
  return { directory: { version, count, changed, rejected } };
}
