import type { z } from 'zod';

type Shape = z.core.JSONSchema.BaseSchema;

/** One key of a kind of file, as its JSON schema has it. */
export interface ListedKey {
  /** `where.category`; lists and alternatives leave no trace in it. */
  path: string;
  schema: Shape;
  required: boolean;
}

/** All keys of a JSON schema, in its order, each once. */
export function listKeys(schema: Shape): ListedKey[] {
  const found = new Map<string, ListedKey>();
  collect(schema, '', found);
  return [...found.values()];
}

function collect(schema: Shape, above: string, found: Map<string, ListedKey>): void {
  for (const part of partsOf(schema)) collect(part, above, found);
  for (const [key, value] of Object.entries(schema.properties ?? {})) {
    if (typeof value === 'boolean') continue;
    const path = above === '' ? key : `${above}.${key}`;
    if (!found.has(path))
      found.set(path, { path, schema: value, required: schema.required?.includes(key) ?? false });
    collect(value, path, found);
  }
}

/** What a value may be besides: its alternatives, and what a list holds. */
export function partsOf({ anyOf = [], oneOf = [], items }: Shape): Shape[] {
  const held = Array.isArray(items) ? items : [items];
  return [...anyOf, ...oneOf, ...held].filter((part) => typeof part === 'object');
}
