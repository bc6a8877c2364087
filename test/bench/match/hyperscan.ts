import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { classOf, inside, letter } from '../../../service/rulebook/text/character-classes.ts';

const run = promisify(execFile);

export interface Hyperscan extends AsyncDisposable {
  /** CPU microseconds of one pass over all posts, and the phrases found, each once a post. */
  scan(
    phrases: readonly string[],
    posts: readonly string[],
    rounds: number,
  ): Promise<{ us: number; found: number }>;
}

/** Hyperscan by a small program of ours, compiled here; or, in words, why there is none. */
export async function openHyperscan(): Promise<Hyperscan | string> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-hyperscan-'));
  const close = async (): Promise<void> => await rm(folder, { recursive: true });
  const program = join(folder, 'hyperscan');
  const source = join(import.meta.dirname, 'hyperscan.c');
  try {
    await run('cc', ['-O2', '-I/usr/include/hs', '-o', program, source, '-lhs']);
  } catch (error) {
    await close();
    const told = error instanceof Error ? error.message : String(error);
    if (/ENOENT|hs\.h|-lhs/.test(told))
      return 'not installed (Debian: libhyperscan-dev, and a C compiler): not compared';
    throw error;
  }
  return {
    async scan(phrases, posts, rounds) {
      const files = ['phrases', 'posts', 'letters'].map((name) => join(folder, name));
      const contents = [packed(phrases), packed(posts), letters()];
      for (const [at, file] of files.entries()) await writeFile(file, contents[at] ?? '');
      const { stdout } = await run(program, [...files, String(rounds)]);
      return JSON.parse(stdout) as { us: number; found: number };
    },
    [Symbol.asyncDispose]: close,
  };
}

/** By code point: 1 where it belongs to words, so that both part words at the same places. */
function letters(): Uint8Array {
  return Uint8Array.from({ length: 0x11_0000 }, (_, codePoint) =>
    [letter, inside].includes(classOf(codePoint)) ? 1 : 0,
  );
}

/** Each text behind its length in bytes. */
function packed(texts: readonly string[]): Buffer {
  return Buffer.concat(
    texts.flatMap((text) => {
      const bytes = Buffer.from(text);
      return [Buffer.from(Uint32Array.of(bytes.length).buffer), bytes];
    }),
  );
}
