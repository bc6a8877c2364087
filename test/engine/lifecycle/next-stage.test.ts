import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { nextStage } from '../../../service/engine/lifecycle/next-stage.ts';
import { stageId } from '../../../service/model/ids.ts';
import type { Member } from '../../../service/model/member.ts';
import {
  aMember,
  aRulebook,
  daysBefore,
  noon,
  notKnown,
  ruleText,
  said,
} from '../../support/engine-makers.ts';

const starter = await readFile(new URL('../../../rules/stages.yml', import.meta.url), 'utf8');
const { stages } = aRulebook(ruleText(), { 'stages.yml': starter });

const member = (
  posts: number | null,
  level: 0 | 1 | 2 | 3 | null,
  silentDays: number | null,
  joinedDays: number | null,
  stage: string | null = null,
  sinceDays = 1,
): Member =>
  aMember({
    postCount: posts === null ? notKnown : said(posts),
    trustLevel: level === null ? notKnown : said(level),
    lastPostedAt: silentDays === null ? notKnown : said(daysBefore(silentDays)),
    joinedAt: joinedDays === null ? notKnown : said(daysBefore(joinedDays)),
    stage: stage === null ? notKnown : said(stageId(stage)),
    stageSince: stage === null ? notKnown : said(daysBefore(sinceDays)),
  });

/** `newcomer>regular` for a change, `regular` for none, `?` where it cannot be told. */
function step(who: Member, justPosted: boolean): string {
  const next = nextStage({ stages, member: who, postedAt: justPosted ? noon : null, now: noon });
  if (next.verdict === 'unknown') return '?';
  return next.verdict === 'enters' ? `${next.previous ?? ''}>${next.stage}` : next.stage;
}

describe('the stages of the starter pack', () => {
  test.each([
    ['somebody who has just signed up', member(0, 0, null, 0), false, '>visitor'],
    ['a first post', member(1, 0, null, 0, 'visitor'), true, 'visitor>newcomer'],
    ['a second post', member(2, 0, 1, 2, 'newcomer'), true, 'newcomer'],
    ['ten posts within a week', member(10, 1, 0, 6, 'newcomer'), true, 'newcomer'],
    ['ten posts after a week', member(10, 1, 0, 7, 'newcomer'), true, 'newcomer>regular'],
    ['trust level 2 after few posts', member(3, 2, 1, 20, 'newcomer'), true, 'newcomer>regular'],
    ['trust level 2 whose history was not seen', member(null, 2, null, 900), true, '>regular'],
    ['trust level 3', member(null, 3, null, 900), true, '>advocate'],
    ['thirty silent days', member(20, 2, 30, 300, 'regular'), false, 'regular>quiet'],
    ['twenty-nine silent days', member(20, 2, 29, 300, 'regular'), false, 'regular'],
    ['ninety silent days', member(20, 2, 90, 300, 'quiet'), false, 'quiet>dormant'],
    ['writing again after a silence', member(21, 2, 40, 300, 'quiet'), true, 'quiet>returned'],
    ['writing again after a long one', member(21, 2, 400, 900, 'dormant'), true, 'dormant>returned'],
    ['a week after returning', member(22, 2, 2, 300, 'returned', 7), true, 'returned'],
    ['two weeks after returning', member(25, 2, 2, 300, 'returned', 14), true, 'returned>regular'],
    ['an old silence that was never seen', member(21, 2, null, 900), true, '>regular'],
    ['a sweep that does not know the last post', member(20, 2, null, 300, 'regular'), false, '?'],
    ['a sweep over somebody who joined this week', member(1, 0, null, 5, 'newcomer'), false, 'newcomer'],
    ['trust level 1 whose posts were not counted', member(null, 1, null, 300), true, '?'],
    ['nothing known at all', member(null, null, null, null), true, '?'],
  ])('%s', (_what, who, justPosted, expected) => expect(step(who, justPosted)).toBe(expected));

  test('missing facts never move anybody', () => {
    for (const stage of stages) {
      const who = { ...member(null, null, null, null), stage: said(stage.id), stageSince: notKnown };
      expect(['?', stage.id]).toContain(step(who, false));
    }
  });

  test('nobody of trust level 2 is a newcomer, whatever the file says', () => {
    const rulebook = aRulebook(ruleText(), {
      'stages.yml': 'stages: [{ id: newcomer, when: {} }, { id: other, when: {} }]',
    });
    const enters = (level: 1 | 2) =>
      nextStage({ stages: rulebook.stages, member: member(1, level, 0, 1), postedAt: noon, now: noon });

    expect(enters(1)).toMatchObject({ stage: 'newcomer' });
    expect(enters(2)).toMatchObject({ stage: 'other' });
  });
});

test('a group is the same in capital and small letters', () => {
  const text = 'stages: [{ id: team, when: { group: Core_Team } }, { id: newcomer, when: {} }]';
  const { stages: list } = aRulebook(ruleText(), { 'stages.yml': text });
  const who = aMember({ groups: said(['core_team']) });

  expect(nextStage({ stages: list, member: who, postedAt: null, now: noon })).toMatchObject({
    stage: 'team',
  });
});
