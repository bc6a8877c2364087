import { type Document, isScalar, visit } from 'yaml';
import type { YamlFault } from '../explain-yaml.ts';

/** Keys that a map has had before, in one look over each map: the parser's own compares every key with every other. */
export function duplicateKeys(document: Document.Parsed): YamlFault[] {
  const faults: YamlFault[] = [];
  visit(document, {
    Map(_key, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value))
          faults.push({
            code: 'DUPLICATE_KEY',
            message: 'Map keys must be unique',
            offset: key.range?.[0] ?? 0,
          });
        seen.add(key.value);
      }
    },
  });
  return faults;
}
