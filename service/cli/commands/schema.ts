import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '../../config.ts';
import { jsonSchemas } from '../../rulebook/json-schemas.ts';

/** `waypost schema [rules folder]`: writes the JSON Schemas by which editors complete and correct rule files. */
export function addSchema(program: Command): void {
  program
    .command('schema')
    .argument('[path]', 'the rules folder; RULES_PATH, or rules, unless named')
    .description('write schema/*.json for editors into the rules folder')
    .action(async (path: string | undefined) => {
      const folder = join(path ?? readConfig().rulesPath, 'schema');
      await mkdir(folder, { recursive: true });
      for (const [name, schema] of Object.entries(jsonSchemas()))
        await writeFile(join(folder, name), `${JSON.stringify(schema, null, 2)}\n`);
      process.stdout.write(`Wrote ${Object.keys(jsonSchemas()).join(', ')} to ${folder}.\n`);
    });
}
