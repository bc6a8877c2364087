import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { configFor } from '../config-for.ts';
import { writeReference } from '../../rulebook/reference/write-reference.ts';
import { writeSchemas } from '../write-schemas.ts';

/** `waypost schema [rules folder]`: the JSON Schemas by which editors complete and correct rule files. */
export function defineSchema(command: Command): void {
  command
    .argument('[path]', 'the rules folder; RULES_PATH, or rules, unless named')
    .action(async (path: string | undefined) => {
      const folder = path ?? configFor(command).rulesPath;
      const { names, isNamed } = await writeSchemas(folder);
      const note = isNamed
        ? ''
        : ' The rules are not in order, so editors know no names of guides and stages yet.';
      process.stdout.write(`Wrote ${names.join(', ')} to ${join(folder, 'schema')}.${note}\n`);
    });
}

/** `waypost reference [rules folder]`: what every key and every problem means. */
export function defineReference(command: Command): void {
  command
    .argument('[path]', 'the rules folder; RULES_PATH, or rules, unless named')
    .action(async (path: string | undefined) => {
      const folder = join(path ?? configFor(command).rulesPath, 'reference');
      await mkdir(folder, { recursive: true });
      const pages = writeReference();
      for (const [name, text] of Object.entries(pages)) await writeFile(join(folder, name), text);
      process.stdout.write(`Wrote ${Object.keys(pages).join(', ')} to ${folder}.\n`);
    });
}
