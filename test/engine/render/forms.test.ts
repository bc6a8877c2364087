import { describe, expect, test } from 'vitest';
import { renderMessage, renderOfferCard } from '../../../service/engine/render/render-offer.ts';
import type { RenderInput } from '../../../service/engine/render/render-input.ts';
import { renderReply } from '../../../service/engine/render/render-reply.ts';
import { resourceId } from '../../../service/model/ids.ts';
import { aRulebook, ruleText } from '../../support/engine-makers.ts';

const long = Array.from({ length: 20 }, (_, at) => `word${at}`).join(' ');
const guides: Record<string, [string, string]> = {
  microguide: ['more: { text: The manual, url: /t/5 }', 'Hello {{member}}.'],
  checklist: ['form: checklist', 'Before:\n\n- Search\n- [ ] Add the log of {{topic}}\n\nAfter.'],
  steps: ['form: steps\nmore: { text: The manual, url: /t/5 }', '1. Open\n2. Save'],
  'decision-tree': [
    'form: decision-tree',
    'Does it open?\n\n- **Yes & no**: Is it empty?\n  - Yes: save again\n  - No: wait\n- **No**: ask',
  ],
  video: ['form: video\nwatch: https://video.example/1\nlength: 90s', `What it shows.\n\n${long}.`],
  template: ['form: template', 'Copy this:\n\n```\nVersion:\n```'],
  story: ['form: story\nwho: Mia, member since 2023\nconsent: 2026-10-02', 'She did it.\n\nIt went well.'],
  session: [
    'form: session\nwhen: 2026-12-03 18:00 Europe/Berlin\nwhere: our video room\njoin: https://meet.example/a',
    'Bring a file.',
  ],
};

function inputOf(form: string, changes: Partial<RenderInput> = {}): RenderInput {
  const [front, body] = guides[form] ?? ['', ''];
  const rulebook = aRulebook(ruleText(), {
    'site.yml': 'languages: [en, de]\nsituations: { frustrated: [fed up] }',
    'resources/export-model.md': `---\ntitle: Exporting\nowner: ana\nreviewed_on: 2026-11-01\n${front}\n---\n\n${body}`,
    'resources/export-model.frustrated.md': `---\ntitle: We are sorry\n---\n\n${body.replace('Hello', 'Sorry')}`,
    'resources/export-model.de.md': `---\ntitle: Ausgeben\n---\n\n${body}`,
  });
  const resource = rulebook.resources.get(resourceId('export-model'));
  if (resource === undefined) throw new Error('no resource');
  return {
    site: rulebook.site,
    resource,
    locale: 'en',
    because: [{ code: 'text_matched' }],
    evidence: [{ part: 'body', phrase: 'export *model*', start: 0, end: 12 }],
    slots: { member: 'mia', topic: 'a *topic*' },
    ...changes,
  };
}
const guideOf = (form: string, changes: Partial<RenderInput> = {}): string =>
  renderReply({ ...inputOf(form, changes), marker: 'm' }).split('\n\n<small>')[0] ?? '';

describe('a reply, and a message', () => {
  test.each([
    ['microguide', 'Hello mia.\n\nRead on: [The manual](/t/5)'],
    ['checklist', 'Before:\n\n- Search\n- Add the log of a \\*topic\\*\n\nAfter.'],
    ['steps', '1. Open\n2. Save\n\nRead on: [The manual](/t/5)'],
    [
      'decision-tree',
      'Does it open?\n\n- **Yes & no**: Is it empty?\n  - **Yes**: save again\n  - **No**: wait\n- **No**: ask',
    ],
    ['video', `What it shows.\n\n**[Watch it (2 min)](https://video.example/1)**\n\n${long}.`],
    ['template', 'Copy this:\n\n```\nVersion:\n```'],
    ['story', 'She did it.\n\nIt went well.\n\n*Mia, member since 2023*'],
    [
      'session',
      'Bring a file.\n\n- **When**: Thursday, December 3, 2026 at 18:00 (Europe/Berlin)\n- **Where**: our video room\n\n[How to join](https://meet.example/a)',
    ],
  ])('%s', (form, expected) => {
    expect(guideOf(form)).toBe(expected);
    expect(renderMessage(inputOf(form))).toMatchObject({ title: 'Exporting', locale: 'en' });
    expect(renderMessage(inputOf(form)).raw).toMatch(/<\/small>$/);
  });

  test('speaks the words of its form in the guide’s language', () => {
    expect(guideOf('video', { locale: 'de' })).toContain('[Ansehen (2 min)]');
    expect(guideOf('session', { locale: 'de' })).toContain(
      '- **Wann**: Donnerstag, 3. Dezember 2026 um 18:00 (Europe/Berlin)',
    );
  });

  test('has the wording for the mood that was noted, else the plain one', () => {
    const because = [
      { code: 'situation_told', values: { situation: 'frustrated', words: 'fed up' } },
    ] as const;

    expect(guideOf('microguide', { because })).toMatch(/^Sorry mia/);
    expect(guideOf('microguide', { because, locale: 'de' })).toMatch(/^Hello mia/);
    expect(renderMessage(inputOf('microguide', { because })).title).toBe('We are sorry');
  });
});

describe('a card', () => {
  const card = (form: string) => renderOfferCard(inputOf(form));

  test('says why it came and who answers for it, as plain text', () => {
    expect(card('microguide')).toMatchObject({
      title: 'Exporting',
      form: 'microguide',
      raw: 'Hello mia.',
      link: { text: 'The manual', url: '/t/5' },
      locale: 'en',
      why: {
        text: 'This came because of the words “export *model*”.',
        owner: 'ana',
        reviewedOn: new Date('2026-11-01'),
      },
    });
  });

  test.each(['checklist', 'steps'] as const)('%s: what to tick stands beside the text', (form) => {
    expect(card(form)?.form).toBe(form);
    expect(card(form)?.steps.map(({ key }) => key)).toEqual(['1', '2']);
  });

  test('fills slots in steps, and never is without a text', () => {
    expect(card('checklist')).toMatchObject({
      raw: 'Before:\n\nAfter.',
      steps: [{ raw: 'Search' }, { raw: 'Add the log of a \\*topic\\*' }],
    });
    expect(card('steps')?.raw).toBe('Exporting');
  });

  test('unfolds a decision tree answer by answer', () => {
    expect(card('decision-tree')?.raw).toBe(
      'Does it open?\n\n<details><summary>Yes &amp; no</summary>\n\nIs it empty?\n\n<details><summary>Yes</summary>\n\nsave again\n\n</details>\n\n<details><summary>No</summary>\n\nwait\n\n</details>\n\n</details>\n\n<details><summary>No</summary>\n\nask\n\n</details>',
    );
  });

  test.each([
    ['video', 'What it shows.', { text: 'Watch it (2 min)', url: 'https://video.example/1' }],
    ['session', 'Bring a file.', { text: 'How to join', url: 'https://meet.example/a' }],
    ['template', 'Copy this:', null],
    ['story', 'She did it.', null],
  ])('%s becomes a microguide, with its link', (form, first, link) => {
    expect(card(form)).toMatchObject({ form: 'microguide', steps: [], link });
    expect(card(form)?.raw.startsWith(first)).toBe(true);
  });
});
