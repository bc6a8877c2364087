import { expect, test } from 'vitest';
import { addCase } from '../../service/rulebook/add-case.ts';

const rule = `id: export-model          # never change it
text:
  any: [export model]
cases:
  fires:
    - How do I export models?
  silent:
    # near misses
    - { text: x }
`;
const post = { list: 'silent', title: '', text: 'Where do exported models go?', category: null } as const;

test('adds a case at the end of its list, and keeps comments and order', () => {
  expect(addCase(rule, post)).toBe(`${rule}    - text: Where do exported models go?\n`);
});

test('writes title and category where they are known', () => {
  const added = addCase(rule, { ...post, title: 'Exports: where?', category: 'support' });

  expect(added).toContain(
    '    - title: "Exports: where?"\n      text: Where do exported models go?\n      category: support\n',
  );
});

test.each([
  ['no cases yet', 'id: a\n'],
  ['no silent ones', 'id: a\ncases: { fires: [x] }\n'],
  ['an empty list', 'id: a\ncases:\n  silent:\n'],
])('begins the list where there are %s', (_what, text) => {
  expect(addCase(text, post)).toContain('text: Where do exported models go?');
});

test('writes what a member typed so that it is read as one text again', () => {
  const words = 'line one\n  - cases: [x]\n"quoted": {yes}\n# no comment\n\ttab';
  const added = addCase(rule, { ...post, text: words });

  expect(added).not.toBeNull();
  expect(addCase(added ?? '', post)).toContain('text: Where do exported models go?');
});

test.each([
  ['a list', '- a\n'],
  ['faults', 'id: [a\n'],
  ['cases that are a text', 'cases: none\n'],
  ['aliases', 'a: &x 1\nb: *x\n'],
])('adds nothing to a file with %s', (_what, text) => {
  expect(addCase(text, post)).toBeNull();
});
