import { describe, expect, test } from 'vitest';
import type { RenderInput } from '../../../service/engine/render/render-input.ts';
import { renderMessage } from '../../../service/engine/render/render-offer.ts';
import { renderWhisper } from '../../../service/engine/render/render-reply.ts';
import type { Reason } from '../../../service/model/decision.ts';
import { resourceId } from '../../../service/model/ids.ts';
import { aRulebook, ruleText } from '../../support/engine-makers.ts';

function inputOf(body: string, changes: Partial<RenderInput> = {}): RenderInput {
  const { site, resources } = aRulebook(ruleText(), {
    'site.yml': 'languages: [en, de]',
    'resources/export-model.md': `---\ntitle: What you can do now\nowner: ana\n---\n\n${body}\n`,
    'resources/export-model.de.md': '---\ntitle: Was du jetzt kannst\n---\n\nEiniges.\n',
  });
  const resource = resources.get(resourceId('export-model'));
  if (resource === undefined) throw new Error('no resource');
  const slots = { member: 'mia', topic: '' };
  return { site, resource, locale: 'en', because: [], evidence: [], slots, ...changes };
}

describe('a private message', () => {
  test.each<[what: string, body: string, changes: Partial<RenderInput>, begins: string]>([
    ['greets', 'Some things.', {}, 'Hello mia,\n\nSome things.'],
    ['greets in the language it is in', 'Some things.', { locale: 'de' }, 'Hallo mia,\n\nEiniges.'],
    ['leaves the greeting to a guide that calls by name', 'Well, {{member}}!', {}, 'Well, mia!'],
    ['adds no word to what was approved for a hard moment', 'Some things.', { isCare: true }, 'Some things.'],
    [
      'makes a name harmless',
      'Some things.',
      { slots: { member: '[x](https://evil.example) @all', topic: '' } },
      'Hello \\[x\\]\\(https',
    ],
  ])('%s', (_what, body, changes, begins) => {
    expect(renderMessage(inputOf(body, changes)).raw.startsWith(begins)).toBe(true);
  });

  test.each<[because: Reason, en: string, de: string]>([
    [
      { code: 'member_was_promoted', values: { level: 3 } },
      'because you have reached trust level 3.',
      'Du hast die Vertrauensstufe 3 erreicht.',
    ],
    [
      { code: 'anniversary_came', values: { years: 1 } },
      'because you joined this forum a year ago.',
      'Du bist seit einem Jahr in diesem Forum.',
    ],
    [
      { code: 'anniversary_came', values: { years: 5 } },
      'because you joined this forum 5 years ago.',
      'Du bist seit 5 Jahren in diesem Forum.',
    ],
    [{ code: 'sequence_step_came' }, 'the next of a few steps', 'der nächste von einigen Schritten'],
    [{ code: 'new_post' }, 'because of what the post is about.', 'das Thema des Beitrags.'],
  ])('says why it came: %j', (because, en, de) => {
    const why = [because, { code: 'waiting_for_humans' } as const];

    expect(renderMessage(inputOf('Some things.', { because: why })).raw).toContain(en);
    expect(renderMessage(inputOf('Some things.', { because: why, locale: 'de' })).raw).toContain(de);
  });
});

test('a whisper speaks to staff, and asks nobody to stop anything', () => {
  const raw = renderWhisper(inputOf('Some things.'));

  expect(raw).toContain('Only staff can see this');
  expect(raw).not.toContain('stop');
});
