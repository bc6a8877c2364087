import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readRulebook } from '../rule-files/open-rules.ts';
import { ruleFolder } from '../rule-files/rule-source.ts';
import { namesOfFolder } from '../rulebook/folder-names.ts';
import { jsonSchemas } from '../rulebook/language/json-schemas.ts';

/** Writes `schema/*.json` into a rules folder. `isNamed`: the rules are in order, so their names could be written too. */
export async function writeSchemas(folder: string): Promise<{ names: string[]; isNamed: boolean }> {
  const read = await readRulebook({ source: ruleFolder(folder), runCases: () => [] });
  const schemas = Object.entries(jsonSchemas(read.ok ? namesOfFolder(read.rulebook) : undefined));
  const into = join(folder, 'schema');
  await mkdir(into, { recursive: true });
  for (const [name, schema] of schemas)
    await writeFile(join(into, name), `${JSON.stringify(schema, null, 2)}\n`);
  return { names: schemas.map(([name]) => name), isNamed: read.ok };
}
