import { readFile, readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { sayUnknownDe } from '../../../service/engine/texts/unknown-de.ts';

test('why a fact is not known is said in German for everything in the source', async () => {
  const files = (await readdir('service', { recursive: true })).filter((file) => file.endsWith('.ts'));
  const texts = await Promise.all(files.map((file) => readFile(`service/${file}`, 'utf8')));
  const plain = texts.flatMap((text) =>
    [...text.matchAll(/\bunknown\(\s*(['"])(.+?)\1\s*[,)]/g)].map(([, , why = '']) => why),
  );
  const hidden = texts.flatMap((text) =>
    [...text.matchAll(/\btold\(view\.\w+, '([^']+)'\)/g)].map(
      ([, what]) => `the forum does not show the bot ${what}`,
    ),
  );

  expect(plain.length).toBeGreaterThan(20);
  expect(hidden.length).toBeGreaterThan(5);
  const same = [...plain, ...hidden].filter(
    (why) => sayUnknownDe(why) === why || sayUnknownDe(why).includes('was es ist'),
  );
  expect(same).toEqual([]);
});

test('what is said with numbers keeps them', () => {
  expect(sayUnknownDe("only 20 of the topic's 300 posts were read")).toBe(
    'nur 20 der 300 Beiträge des Themas wurden gelesen',
  );
});
