import { z } from 'zod';
import { placesOfNames } from '../folder-names.ts';
import type { FolderNames } from '../folder-names.ts';
import { keyTextOf } from '../reference/key-texts.ts';
import type { FileKind } from '../reference/key-texts.ts';
import { partsOf } from '../reference/list-keys.ts';
import { resourceSchema } from '../resources/resource-schema.ts';
import { ruleSchema, siteSchema, stagesSchema } from './schema.ts';

type Shape = z.core.JSONSchema.BaseSchema;

const kinds = {
  rule: { schema: ruleSchema, title: 'A rule of Waypost' },
  site: { schema: siteSchema, title: 'What holds for the whole forum' },
  stages: { schema: stagesSchema, title: 'Where members are on their way' },
  resource: { schema: resourceSchema, title: 'The front matter of a guide' },
} as const satisfies Readonly<Record<FileKind, object>>;
export const fileKinds = ['rule', 'site', 'stages', 'resource'] as const satisfies readonly FileKind[];

const nothingNamed: FolderNames = { guide: [], stage: [], category: [], tag: [], group: [] };

/**
 * JSON Schema for editors, by file name: completion, hover text and red lines while somebody writes a rule. `names.json` holds
 * what this folder has, and the others refer to it. `check` stays the judge.
 */
export function jsonSchemas(names: FolderNames = nothingNamed): Readonly<Record<string, object>> {
  const schemas = fileKinds.map((kind) => [`${kind}.json`, referringToNames(jsonSchemaOf(kind))] as const);
  return { ...Object.fromEntries(schemas), 'names.json': schemaOfNames(names) };
}

/** One kind of file as its JSON schema, every key with its hover text. */
export function jsonSchemaOf(kind: FileKind): Shape {
  const { schema, title } = kinds[kind];
  const { $schema, ...rest } = shapeOf(schema);
  const described: Shape = { ...($schema === undefined ? {} : { $schema }), title, ...rest };
  for (const { path, schema: key } of listEvery(described)) {
    const says = keyTextOf(kind, path)?.says;
    const expected = expectationIn(key);
    if (says !== undefined) key.description = expected === null ? says : `${says} Expected: ${expected}.`;
  }
  return described;
}

/** What the first text in it has to look like; the schema keeps that as a comment. */
function expectationIn(schema: Shape): string | null {
  if (schema.$comment !== undefined) return schema.$comment;
  if (schema.properties !== undefined) return null;
  return (
    partsOf(schema)
      .map(expectationIn)
      .find((found) => found !== null) ?? null
  );
}

/** Every key, as often as alternatives hold it. */
function listEvery(schema: Shape, above = ''): { path: string; schema: Shape }[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    if (typeof value === 'boolean') return [];
    const path = above === '' ? key : `${above}.${key}`;
    return [{ path, schema: value }, ...listEvery(value, path)];
  });
  return [...own, ...partsOf(schema).flatMap((part) => listEvery(part, above))];
}

function schemaOfNames(names: FolderNames): object {
  const defs = Object.entries<readonly string[]>({ ...names }).map(([kind, known]): [string, object] => [
    kind,
    known.length === 0 ? { type: 'string' } : { type: 'string', enum: known },
  ]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'What rules of this folder may name; written by `waypost schema`',
    $defs: Object.fromEntries(defs),
  };
}

/** Known names are proposed, others are taken too: a guide may be written after its rule. */
function referringToNames(schema: Shape): Shape {
  for (const { path, schema: key } of listEvery(schema)) {
    const kind = placesOfNames[path];
    if (kind !== undefined) for (const leaf of textsIn(key)) refer(leaf, kind);
  }
  return schema;
}

function textsIn(schema: Shape): Shape[] {
  return schema.type === 'string' ? [schema] : partsOf(schema).flatMap(textsIn);
}

function refer(leaf: Shape, kind: keyof FolderNames): void {
  const { description, ...any } = leaf;
  for (const key of Object.keys(any)) Reflect.deleteProperty(leaf, key);
  leaf.anyOf = [{ $ref: `names.json#/$defs/${kind}` }, any];
  if (description !== undefined) leaf.description = description;
}

/** Values as authors write them: before defaults, and with `x` for `[x]`. */
function shapeOf(schema: z.core.$ZodType): Shape {
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override(context) {
      const { jsonSchema } = context;
      if (jsonSchema.description !== undefined) {
        // What a value looks like; the words about its key come from elsewhere.
        jsonSchema.$comment = jsonSchema.description;
        delete jsonSchema.description;
      }
      allowBothForms(context);
    },
  });
}

function allowBothForms({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: Shape }): void {
  if (!(zodSchema instanceof z.core.$ZodPipe)) return;
  const { in: before, out } = zodSchema._zod.def;
  if (before._zod.def.type !== 'transform') return;
  const many = inner(out);
  const one = out instanceof z.core.$ZodArray ? inner(out._zod.def.element) : { type: 'string' as const };
  for (const key of Object.keys(many)) Reflect.deleteProperty(jsonSchema, key);
  jsonSchema.anyOf = [one, many];
}

function inner(schema: z.core.$ZodType): Shape {
  const { $schema: _, ...shape } = shapeOf(schema);
  return shape;
}
