import { z } from 'zod';

/** The keys of a map under which `key` would be known: `who` for `trust_level`. A line that lacks its indentation belongs there. */
export function sectionsWith(key: string, shape: z.ZodRawShape): string[] {
  return Object.entries(shape)
    .filter(([, section]) => Object.hasOwn(keysOf(section), key))
    .map(([name]) => name);
}

/** The keys that a map takes; none for what is no map. */
export function keysOf(schema: unknown): z.ZodRawShape {
  if (schema instanceof z.ZodObject) return schema.shape;
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodOptional
  )
    return keysOf(schema.unwrap());
  return schema instanceof z.ZodPipe ? keysOf(schema.in) : {};
}
