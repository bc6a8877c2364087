import { expect, test } from 'vitest';
import { overdueReviews } from '../../../service/rulebook/checks/overdue-reviews.ts';
import { formatProblem } from '../../../service/rulebook/problem.ts';
import { aRulebook, ruleText } from '../../support/engine-makers.ts';

test('guides and rules are overdue from the day that reviewed_on and review_every give', () => {
  const guide = '---\ntitle: X\nowner: ben\nreviewed_on: 2026-11-01\nreview_every: 10d\n---\n\nText';
  const rulebook = aRulebook(ruleText('reviewed_on: 2026-11-01\nreview_every: 20d'), {
    'resources/export-model.md': guide,
  });
  const onDay = (day: string): string[] =>
    overdueReviews(rulebook, new Date(`2026-11-${day}T00:00:00Z`)).map(formatProblem);

  expect(onDay('10')).toEqual([]);
  expect(onDay('11')).toEqual([
    'resources/export-model.md:1:1: was due for review on 2026-11-11 (ben); its offers are held; read it and set reviewed_on to today',
  ]);
  expect(onDay('21')).toHaveLength(2);
});
