import { describe, expect, test } from 'vitest';
import { fileKinds, jsonSchemaOf } from '../../../service/rulebook/language/json-schemas.ts';
import { keyTextOf } from '../../../service/rulebook/reference/key-texts.ts';
import { listKeys } from '../../../service/rulebook/reference/list-keys.ts';
import { isSaidElsewhere } from '../../../service/rulebook/reference/write-reference.ts';
import { checkExample, layOver, layOverRule } from '../../support/complete-example.ts';

const keys = fileKinds.flatMap((kind) => listKeys(jsonSchemaOf(kind)).map(({ path }) => ({ kind, path })));
/** Allowed in an example: it stands alone, without what would use it or tell of it. */
const harmless = [
  'language_missing',
  'unused_resource',
  'not_checked',
  'situation_not_told',
  'rarely_known',
  'unknown_stage',
];

describe('the reference', () => {
  test.each(keys)('$kind: $path has a text', ({ kind, path }) => {
    expect(keyTextOf(kind, path)?.says, `say what ${path} means in service/rulebook/reference/`).toMatch(
      /^[A-Z`].*\.$/,
    );
  });

  test.each(keys.filter(({ path }) => !isSaidElsewhere(path)))(
    '$kind: the example of $path is in order',
    ({ kind, path }) => {
      const example = keyTextOf(kind, path)?.example ?? '';
      expect(example).toMatch(new RegExp(`\\b${path.split('.').at(-1)}:`));
      expect(checkExample(filesOf(kind, example)).filter(({ code }) => !harmless.includes(code))).toEqual([]);
    },
  );
});

const bodies: Record<string, string> = {
  steps: '1. Open the menu\n2. Choose Export',
  video: `What the menu offers.\n\n${'One learns where everything is. '.repeat(4)}`,
  story: 'She exported.\n\nIt went well.',
};

function filesOf(kind: (typeof fileKinds)[number], example: string): Record<string, string> {
  if (kind === 'rule') return { 'rule.yml': layOverRule(example) };
  if (kind === 'site') return { 'site.yml': example };
  if (kind === 'stages') return { 'stages.yml': example };
  const form = /^form: (.*)$/m.exec(example)?.[1] ?? '';
  const front = layOver('title: Exporting\nowner: ana', example);
  return { 'resources/x.md': `---\n${front}\n---\n\n${bodies[form] ?? 'Open the menu.'}\n` };
}
