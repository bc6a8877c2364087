import { readFile } from 'node:fs/promises';

const sheets = ['colours', 'base', 'shell', 'parts', 'forms', 'tables', 'lists', 'rules', 'story', 'print'];

/** The whole look as one stylesheet; pages that stand in a file of their own carry it with them. */
export async function readStyles(): Promise<string> {
  const styles = await Promise.all(
    sheets.map((name) => readFile(new URL(`./assets/${name}.css`, import.meta.url), 'utf8')),
  );
  return styles.join('\n');
}
