import { isMap, isScalar, isSeq } from 'yaml';
import type { YamlFault } from '../explain-yaml.ts';

/** Keys that their map has had before, in one look over each map: the parser's own compares every key with every other. */
export function duplicateKeys(node: unknown): YamlFault[] {
  if (isSeq(node)) return node.items.flatMap(duplicateKeys);
  if (!isMap(node)) return [];
  const seen = new Set<unknown>();
  return node.items.flatMap(({ key, value }) => {
    const within = duplicateKeys(value);
    if (!isScalar(key)) return [...duplicateKeys(key), ...within];
    const isSecond = seen.has(key.value);
    seen.add(key.value);
    return isSecond ? [repeated(key.range?.[0] ?? 0), ...within] : within;
  });
}

function repeated(offset: number): YamlFault {
  return { code: 'DUPLICATE_KEY', message: 'Map keys must be unique', offset };
}
