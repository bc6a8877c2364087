import { z } from 'zod';
import { day, strictMap } from '../language/schema-parts.ts';

const word = z.string('expected text; numbers need quotes').min(1).max(200);
const channels = ['card', 'reply', 'message', 'banner', 'digest', 'shelf', 'whisper'] as const;

/** `forum.yml`, as `waypost snapshot` writes it. */
export const snapshotSchema = strictMap({
  forum: word,
  taken_on: day,
  categories: z
    .array(strictMap({ slug: word, below: word.nullable().default(null), open: z.boolean().default(true) }))
    .max(10_000),
  tags: z.array(word).max(50_000).nullable().default(null),
  groups: z.array(word).max(10_000).nullable().default(null),
  plugin: strictMap({ version: word, channels: z.array(z.enum(channels)) })
    .nullable()
    .default(null),
});
