import { readFile, readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { jsonSchemas } from '../../service/rulebook/json-schemas.ts';

const rules = new URL('../../rules', import.meta.url).pathname;

test.each(Object.entries(jsonSchemas()))(
  'rules/schema/%s is what `waypost schema` writes today',
  async (name, schema) => {
    expect(JSON.parse(await readFile(`${rules}/schema/${name}`, 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(schema)),
    );
  },
);

test('an editor offers every key of a rule with a word about it, and both forms of a list', () => {
  const rule = JSON.parse(JSON.stringify(jsonSchemas()['rule.json'])) as {
    additionalProperties: boolean;
    required: string[];
    properties: Record<string, { description?: string; anyOf?: { type: string }[] }>;
  };

  expect(rule.additionalProperties).toBe(false);
  expect(rule.required).toEqual(['id', 'goal', 'owner', 'on', 'offer']);
  expect(Object.entries(rule.properties).filter(([, { description }]) => description === undefined)).toEqual(
    [],
  );
  expect(rule.properties['as']?.anyOf?.map(({ type }) => type)).toEqual(['string', 'array']);
});

test('every file of the starter pack names its schema', async () => {
  const files = (await readdir(rules, { recursive: true })).filter((path) => path.endsWith('.yml'));
  for (const path of files) {
    const [first] = (await readFile(`${rules}/${path}`, 'utf8')).split('\n');
    expect([path, first]).toEqual([
      path,
      expect.stringMatching(/^# yaml-language-server: \$schema=(\.\.\/)?schema\/(rule|site|stages)\.json$/),
    ]);
  }
});
