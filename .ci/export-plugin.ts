import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { dirname, join, posix, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const root = resolve(import.meta.dirname, '..');
const source = join(root, 'plugin');

class ExportError extends Error {
  override name = 'ExportError';
}

/**
 * Writes the plugin-only tree, as a repository of its own holds it, into a folder that is new, empty or a clone of that
 * repository (everything in it but `.git` is replaced). Only files that git knows, with the bytes they have now; links
 * become what they point to. The same files give the same bytes.
 */
function exportPlugin(target: string, repository: string | undefined): number {
  clear(target);
  const files = trackedFiles();
  for (const file of files) writeOne(file, join(target, relative(source, file)), repository);
  return files.length;
}

function clear(target: string): void {
  if (!fs.existsSync(target)) return;
  const found = fs.readdirSync(target).filter((name) => name !== '.git');
  if (found.length > 0 && !isMirror(target)) {
    throw new ExportError(
      `${target} holds other things: give a folder that is new, empty, or a clone of the plugin's own repository`,
    );
  }
  for (const name of found) fs.rmSync(join(target, name), { recursive: true });
}

function isMirror(folder: string): boolean {
  const manifest = join(folder, 'plugin.rb');
  return (
    fs.existsSync(join(folder, '.git')) && fs.existsSync(manifest) && nameIn(manifest) === 'discourse-waypost'
  );
}

function nameIn(manifest: string): string | undefined {
  return /^# name: (.+)$/m.exec(fs.readFileSync(manifest, 'utf8'))?.[1];
}

/** A link to a folder, as to the contract's examples, stands for the tracked files in it. */
function trackedFiles(): string[] {
  return trackedIn(source)
    .flatMap((path) =>
      fs.statSync(path).isDirectory()
        ? trackedIn(fs.realpathSync(path)).map((file) => join(path, relative(fs.realpathSync(path), file)))
        : [path],
    )
    .toSorted();
}

function trackedIn(directory: string): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--', '.'], { cwd: directory, encoding: 'utf8' });
  const paths = listed.split('\0').filter((path) => path !== '');
  const missing = paths.filter((path) => !fs.existsSync(join(directory, path)));
  if (missing.length > 0) throw new ExportError(`known to git, but not there: ${missing.join(', ')}`);
  return paths.map((path) => join(directory, path));
}

function writeOne(file: string, to: string, repository: string | undefined): void {
  fs.mkdirSync(dirname(to), { recursive: true });
  if (file.endsWith('.md'))
    fs.writeFileSync(to, withLinksThatWork(fs.readFileSync(file, 'utf8'), file, repository));
  else fs.cpSync(file, to, { dereference: true });
  const isProgram = (fs.statSync(file).mode & 0o100) !== 0;
  fs.chmodSync(to, isProgram ? 0o755 : 0o644);
}

/** Links that leave the plugin lead to the repository it comes from; where that is not named, their words stay. */
function withLinksThatWork(text: string, file: string, repository: string | undefined): string {
  return text.replaceAll(/(?<!!)\[([^\]]*)\]\((\.\.[^)\s]*)\)/g, (link, words: string, to: string) => {
    const path = posix.join(relative(root, dirname(file)), to);
    if (path.startsWith('plugin/')) return link;
    return repository === undefined ? words : `[${words}](${repository}/${posix.join('tree/main', path)})`;
  });
}

const { values, positionals } = parseArgs({
  options: { repository: { type: 'string' } },
  allowPositionals: true,
});
const [folder] = positionals;
try {
  if (folder === undefined) {
    throw new ExportError('usage: npm run plugin:export -- <folder> [--repository https://…/<owner>/<name>]');
  }
  const count = exportPlugin(resolve(process.cwd(), folder), values.repository);
  process.stdout.write(`${count} files of the plugin written to ${folder}\n`);
} catch (error) {
  if (!(error instanceof ExportError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
