import { describe, expect, test } from 'vitest';
import { faultsOfGuides } from './faults-of-guides.ts';

const words = (count: number): string => Array.from({ length: count }, (_, at) => `word${at}`).join(' ');

/** Front matter and body of a guide of each form that is as it should be. */
const good: Record<string, [string, string]> = {
  microguide: ['', 'Open the menu and choose *Export*.'],
  checklist: ['form: checklist', 'Before you post:\n\n- Search first\n- [ ] Add the log\n\nThat is all.'],
  steps: ['form: steps', '1. Open the menu\n2. Choose *Export*\n   and a format\n3. Save'],
  'decision-tree': [
    'form: decision-tree',
    'Can you open the file?\n\n- **Yes**: Is it empty?\n  - Yes: save it again\n  - No: [read on](/t/12)\n- **No**: ask for a new one',
  ],
  video: [
    'form: video\nwatch: https://video.example/1\nlength: 3m',
    `What the export menu offers.\n\n${words(20)}.`,
  ],
  template: ['form: template', 'Copy this into your post:\n\n```\nVersion:\nWhat happened:\n```'],
  story: [
    'form: story\nwho: Mia, member since 2023\nconsent: 2026-10-02',
    'Mia printed her scans.\n\nIt took two tries.',
  ],
  session: [
    'form: session\nwhen: 2026-12-03 18:00 Europe/Berlin\nlasts: 45m\nwhere: our video room\njoin: https://meet.example/a',
    'Bring a file that gives you trouble.',
  ],
};
const faults = (front: string, body: string, site = ''): string =>
  faultsOfGuides({ 'x.md': `---\ntitle: X\nowner: ana\n${front}\n---\n\n${body}` }, site).join('\n');

describe('each form', () => {
  test.each(Object.entries(good))('%s in order', (_form, [front, body]) => {
    expect(faults(front, body)).toBe('');
  });

  test.each([
    ['checklist', 'no list here', /checklist needs a list/],
    ['checklist', '1. one\n2. two', /a checklist has no order/],
    ['checklist', '- one', /1 item; checklist has 2 to 10/],
    ['checklist', '- one\n- two\n\nand\n\n- three', /has one list/],
    ['steps', '- one\n- two', /the steps are numbered/],
    ['steps', '1. one\n   - inner\n2. two', /x\.md:8:1: .*a list inside a list/],
    ['steps', Array.from({ length: 11 }, (_, at) => `${at + 1}. go`).join('\n'), /11 items/],
    ['decision-tree', 'Only words', /a question and below it a list of answers/],
    ['decision-tree', 'No question.\n\n- a: b\n- c: d', /ends with the first question/],
    ['decision-tree', 'What?\n\n- a: b\n- c without a colon', /expected an answer, a colon/],
    ['decision-tree', 'What?\n\n- a: b\n- c: really?', /asks a question and has no answers/],
    ['decision-tree', 'What?\n\n- a: b\n- c: do it\n  - d: e\n  - f: g', /answers follow, so a question/],
    ['decision-tree', 'What?\n\n- a: b', /1 answer; a question has 2 to 6/],
    ['decision-tree', 'What?\n\n- {{topic}}: b\n- c: d', /an answer is plain words/],
    [
      'decision-tree',
      'A?\n\n- a: b?\n  - c: d?\n    - e: f?\n      - g: h\n      - i: j\n    - k: l\n  - m: n\n- o: p',
      /at most 3 deep/,
    ],
    ['video', 'Only what it shows.', /those who cannot watch or hear it/],
    ['template', 'nothing to copy', /one code block/],
    ['template', '```\na\n```\n```\nb\n```', /exactly one code block/],
    ['story', 'One paragraph.', /two paragraphs at least/],
  ])('%s: %j', (form, body, message) => {
    expect(faults(good[form]?.[0] ?? '', body)).toMatch(message);
  });

  test.each([
    ['video', 'form: video\nwatch: https://video.example/1', /`length`: is missing; a video needs it/],
    [
      'story',
      'form: story\nwho: Mia',
      /`consent`: is missing; a story needs it: the day on which they agreed/,
    ],
    ['session', 'form: session\nwhen: every Friday\nwhere: here', /`join`: is missing/],
    ['microguide', 'length: 3m', /belongs to `form: video`/],
    ['session', 'form: session\nwhen: 2026-02-30 18:00 Europe/Berlin', /expected a moment with its zone/],
    ['session', 'form: session\nwhen: 2026-03-29 02:30 Europe/Berlin', /expected a moment with its zone/],
    ['session', 'form: session\nwhen: 2026-12-03 18:00 Mars/Olympus', /expected a moment with its zone/],
    ['microguide', 'form: leaflet', /expected one of: microguide, checklist, steps/],
    ['microguide', 'more: { text: Read, url: "javascript:alert(1)" }', /begins with https/],
    ['microguide', 'more: { text: Read, url: "//evil.example" }', /begins with https/],
  ])('keys of %s: %s', (form, front, message) => {
    expect(faults(front, good[form]?.[1] ?? '')).toMatch(message);
  });

  test.each([
    ['microguide', 120],
    ['checklist', 130],
    ['steps', 180],
    ['decision-tree', 220],
    ['video', 150],
    ['template', 100],
    ['story', 180],
    ['session', 100],
  ])('%s has at most %i words', (form, most) => {
    const [front, body] = good[form] ?? ['', ''];
    const first = form === 'decision-tree' ? `${words(most)}. ${body}` : `${words(most)}\n\n${body}`;

    expect(faults(front, first)).toMatch(new RegExp(`\\d+ words; ${form} has at most ${most}`));
  });

  test('scripts without spaces count two characters as a word', () => {
    expect(faults('', '書'.repeat(240))).toBe('');
    expect(faults('', '書'.repeat(242))).toMatch(/121 words/);
  });
});

describe('the wording of a guide', () => {
  const avoid = 'avoid:\n  - words: [simply, as everybody knows]\n    because: it makes people feel slow';

  test.each([
    ['Just open it.\nYou can Simply\nsave.', 'resources/x.md:8:9: "simply" is on the list of words to avoid'],
    ['This is, as everybody  knows, easy.', '"as everybody knows"'],
  ])('%j', (body, message) => {
    expect(faults('', body, avoid)).toContain(message);
    expect(faults('', body, avoid)).toContain('it makes people feel slow [avoided_words]');
  });

  test('words inside code, and longer words, are not meant', () => {
    expect(faults('', 'Run `simply --now`; simplyfied.\n\n```\nsimply\n```', avoid)).toBe('');
  });

  test.each([
    ['Ask @moderators.', '@moderators'],
    ['Ask ＠staff', '@staff'],
    ['(@ana)', '@ana'],
  ])('%j mentions', (body, name) => {
    expect(faults('', body)).toContain(`${name} would notify that person or everybody in that group`);
  });

  test('code and addresses mention nobody', () => {
    expect(
      faults('', 'Write `@name`, or to a@b.example, or read https://x.example/@ana.\n\n```\n@all\n```'),
    ).toBe('');
  });

  test('has somebody who answers for it', () => {
    expect(faultsOfGuides({ 'x.md': '---\ntitle: X\n---\n\nText' })).toEqual([
      'resources/x.md:2:8: nobody answers for this guide; add `owner:`, whoever reads it again when its review is due [no_owner]',
    ]);
  });
});
