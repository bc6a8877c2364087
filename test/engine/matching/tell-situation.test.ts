import { describe, expect, test } from 'vitest';
import { decide } from '../../../service/engine/decide.ts';
import { aDecision, aPostCreated, aRulebook, ruleText } from '../../support/engine-makers.ts';

const files = {
  'site.yml':
    'languages: [en, de]\nsituations: { frustrated: [waste of time, fed up], praise: [thank you so much] }',
  'resources/export-model.frustrated.md': '---\ntitle: S\n---\n\nSorry.\n',
};
const noted = (raw: string, more: Record<string, string> = files) => {
  const rulebook = aRulebook(ruleText(), more);
  const [decision] = decide(aDecision({ rulebook, event: aPostCreated({ raw }) }));
  return decision?.because.find(({ code }) => code === 'situation_told')?.values;
};

describe('the mood of a post', () => {
  test('is told by the words of site.yml, and kept with the offer', () => {
    expect(noted('I am fed up: how do I export model files? A waste of time.')).toEqual({
      situation: 'frustrated',
      words: 'waste of time, fed up',
    });
  });

  test.each([
    ['without such words', 'How do I export model files?', files],
    ['in words that somebody else wrote', '> fed up\n\nHow do I export model files?', files],
    ['where the guide has no wording for it', 'Thank you so much. How do I export model files?', files],
    ['where the site lists no words', 'Fed up. How do I export model files?', { ...files, 'site.yml': '' }],
  ])('is not told %s', (_what, raw, more) => {
    expect(noted(raw, more)).toBeUndefined();
  });
});

test('a session that is over is offered to nobody', () => {
  const session =
    '---\ntitle: Office hour\nowner: ana\nform: session\nwhen: 2026-11-21 10:00 UTC\nwhere: here\njoin: https://meet.example/a\n---\n\nCome.\n';
  const codes = (guide: string) =>
    decide(aDecision({ rulebook: aRulebook(ruleText(), { 'resources/export-model.md': guide }) })).flatMap(
      ({ because }) => because.map(({ code }) => code),
    );

  expect(codes(session)).toEqual(['resource_over']);
  expect(codes(session.replace('10:00', '18:00'))).not.toContain('resource_over');
});
