import { readFile, readdir } from 'node:fs/promises';
import Ajv from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readRulebook } from '../../service/rule-files/open-rules.ts';
import { ruleFolder } from '../../service/rule-files/rule-source.ts';
import { namesOfFolder } from '../../service/rulebook/folder-names.ts';
import { jsonSchemas } from '../../service/rulebook/language/json-schemas.ts';
import { writeReference } from '../../service/rulebook/reference/write-reference.ts';

const rules = new URL('../../rules', import.meta.url).pathname;
const read = await readRulebook({ source: ruleFolder(rules), runCases: () => [] });
const schemas = JSON.parse(
  JSON.stringify(jsonSchemas(read.ok ? namesOfFolder(read.rulebook) : undefined)),
) as Record<string, object>;
const files = (await readdir(rules, { recursive: true })).filter((path) => path.endsWith('.yml'));

test.each(Object.entries(schemas))(
  'rules/schema/%s is what `waypost schema` writes today',
  async (name, schema) => {
    expect(JSON.parse(await readFile(`${rules}/schema/${name}`, 'utf8'))).toEqual(schema);
  },
);

test.each(Object.entries(writeReference()))(
  'rules/reference/%s is what `waypost reference` writes today',
  async (name, text) => {
    expect(await readFile(`${rules}/reference/${name}`, 'utf8')).toBe(text);
  },
);

describe('an editor', () => {
  const rule = schemas['rule.json'] as {
    additionalProperties: boolean;
    required: string[];
    properties: Record<string, { description?: string; anyOf?: { type: string }[] }>;
  };

  test('offers every key of a rule with a word about it, and both forms of a list', () => {
    expect(rule.additionalProperties).toBe(false);
    expect(rule.required).toEqual(['id', 'goal', 'owner', 'on']);
    const silent = Object.entries(rule.properties).filter(([, { description }]) => description === undefined);
    expect(silent).toEqual([]);
    expect(rule.properties['as']?.anyOf?.map(({ type }) => type)).toEqual(['string', 'array']);
    expect(rule.properties['wait']?.description).toMatch(/^Time for people.*Expected: a time with its unit/);
  });

  test.each([
    ['offer: welcome', true],
    ['offer: a-guide-not-written-yet', true],
    ['offer: No Guide', false],
    ['who: { stage: [newcomer, a-new-one] }', true],
    ['who: { stage: 7 }', false],
    ['wher: {}', false],
  ])('proposes the names of the folder and takes others: %s', (line, isTaken) => {
    const validate = validatorOf('rule.json');
    const value: unknown = {
      ...parse('id: x\ngoal: g\nowner: o\non: post.created\noffer: welcome'),
      ...parse(line),
    };
    expect(validate(value)).toBe(isTaken);
    expect(JSON.stringify(rule.properties['offer'])).toContain('names.json#/$defs/guide');
  });

  test.each(files)('finds nothing wrong with rules/%s', async (path) => {
    const kind = path === 'site.yml' || path === 'stages.yml' ? path.replace('.yml', '.json') : 'rule.json';
    const validate = validatorOf(kind);
    expect(validate(parse(await readFile(`${rules}/${path}`, 'utf8')))).toBe(true);
    expect(validate.errors ?? []).toEqual([]);
  });
});

function validatorOf(name: string) {
  const ajv = new Ajv.default({ strict: false });
  for (const [file, schema] of Object.entries(schemas))
    ajv.addSchema(schema, `https://rules.example/schema/${file}`);
  const validate = ajv.getSchema(`https://rules.example/schema/${name}`);
  if (validate === undefined) throw new Error(`no ${name}`);
  return validate;
}

test('every file of the starter pack names its schema', async () => {
  for (const path of files.filter((file) => file !== 'forum.yml')) {
    const [first] = (await readFile(`${rules}/${path}`, 'utf8')).split('\n');
    expect([path, first]).toEqual([
      path,
      expect.stringMatching(/^# yaml-language-server: \$schema=(\.\.\/)?schema\/(rule|site|stages)\.json$/),
    ]);
  }
});
