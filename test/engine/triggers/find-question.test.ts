import { describe, expect, test } from 'vitest';
import { findQuestion } from '../../../service/engine/triggers/find-question.ts';

const asked = (raw: string): string | null => findQuestion({ title: 'My work', raw })?.phrase ?? null;

describe('the words by which a topic asks', () => {
  test.each([
    ['How do I export my work', 'How do I export my work'],
    ['  how do I export my work', 'how do I export my work'],
    ['Hello, how do I export my work', 'Hello, how do I export my work'],
    ['`a` how can I export it', 'how can I export it'],
    ['Here is my work.', null],
  ])('%j', (raw, phrase) => {
    expect(asked(raw)).toBe(phrase);
  });

  test('a sentence that begins with thousands of blanks costs no more than another', () => {
    const raw = `${'\u00A0'.repeat(3_990)}x`;

    for (let time = 0; time < 400; time += 1) expect(asked(raw)).toBeNull();
  });
});
