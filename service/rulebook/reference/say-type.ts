import type { z } from 'zod';
import { partsOf } from './list-keys.ts';

type Shape = z.core.JSONSchema.BaseSchema;

/** What may stand there, in words: “one of …”, “true or false”, “a list of …”. */
export function sayType(schema: Shape): string {
  const kinds = [...new Set(leaves(schema).map(sayLeaf))];
  const one = kinds.filter((kind) => kind !== '').join(', or ');
  const isList = holdsList(schema);
  if (one === '') return isList ? 'a list' : 'a value';
  return isList && !one.startsWith('keys') ? `${one}; or a list` : one;
}

function leaves(schema: Shape): Shape[] {
  const parts = partsOf(schema).filter((part) => part.type !== 'null');
  return parts.length === 0 ? [schema] : parts.flatMap(leaves);
}

function holdsList(schema: Shape): boolean {
  return (
    schema.type === 'array' ||
    [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].some(
      (part) => typeof part === 'object' && holdsList(part),
    )
  );
}

function sayLeaf(schema: Shape): string {
  const { type, pattern, enum: values, const: value } = schema;
  if (schema.$comment !== undefined) return schema.$comment;
  if (values !== undefined) return `one of ${values.map((one) => `\`${String(one)}\``).join(', ')}`;
  if (value !== undefined) return `\`${String(value)}\``;
  if (schema.properties !== undefined)
    return `keys: ${Object.keys(schema.properties)
      .map((key) => `\`${key}\``)
      .join(', ')}`;
  if (type === 'object') return 'keys of your own';
  if (type === 'boolean') return 'true or false';
  if (type === 'integer' || type === 'number') return sayNumber(schema);
  if (type !== 'string') return '';
  return pattern === undefined ? 'text' : 'text of a certain shape';
}

const longest = 2 ** 53 - 1;

function sayNumber({ minimum, maximum }: Shape): string {
  const from = minimum === undefined || minimum <= -longest ? '' : ` from ${minimum}`;
  const to = maximum === undefined || maximum >= longest ? '' : ` to ${maximum}`;
  return `a whole number${from}${to}`;
}

/** The schema's own default as an author would write it. */
export function sayDefault({ default: usual }: Shape): string {
  if (usual === undefined || usual === null) return 'nothing';
  if (Array.isArray(usual)) return usual.length === 0 ? 'none' : `\`[${usual.join(', ')}]\``;
  if (typeof usual === 'object') return 'as below';
  if (typeof usual === 'boolean') return usual ? '`true`' : '`false`';
  return `\`${typeof usual === 'number' ? sayTime(usual) : JSON.stringify(usual).replaceAll('"', '')}\``;
}

const units: readonly [number, string][] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'm'],
];

/** Numbers that are times are kept in milliseconds; nobody writes any other number that large. */
function sayTime(value: number): string {
  const [ms, unit] = units.find(([one]) => value >= one && value % one === 0) ?? [1, ''];
  return `${value / ms}${unit}`;
}
