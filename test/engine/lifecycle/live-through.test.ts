import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Measure } from '../../../service/engine/lifecycle/measure.ts';
import { liveThrough } from '../../../service/engine/lifecycle/live-through.ts';
import { nextMoments } from '../../../service/engine/lifecycle/moments.ts';
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
const stagesOf = (text: string) => aRulebook(ruleText(), { 'stages.yml': text }).stages;
const measure: Measure = { stages: stagesOf(starter), anniversaries: null, zone: 'UTC' };

const day = 86_400_000;
const inDays = (days: number): Date => new Date(noon.getTime() + days * day);

const member = (stage: string, sinceDays: number, changes: Partial<Member> = {}): Member =>
  aMember({
    stage: said(stageId(stage)),
    stageSince: said(daysBefore(sinceDays)),
    joinedAt: said(daysBefore(300)),
    trustLevel: said(2),
    postCount: said(20),
    lastPostedAt: said(daysBefore(10)),
    ...changes,
  });

/** `quiet@20 dormant@80`: what came about, in days from now. */
function told(who: Member, untilDays: number, by: Measure = measure): string {
  const { moments } = liveThrough({ measure: by, member: who, from: noon, until: inDays(untilDays) });
  return moments
    .map((moment) => {
      const name = moment.kind === 'stage' ? moment.enters.stage : moment.kind;
      return `${name}@${(moment.at.getTime() - noon.getTime()) / day}`;
    })
    .join(' ');
}

describe('a life in which nothing more is heard', () => {
  test('becomes quiet and then dormant, each at its own moment, however late anybody looks', () => {
    expect(told(member('regular', 100), 365)).toBe('quiet@20 dormant@80');
  });

  test('has nothing to tell before its time, and the moment it comes', () => {
    expect(told(member('regular', 100), 19.99)).toBe('');
    expect(told(member('regular', 100), 20)).toBe('quiet@20');
  });

  test('goes on from a stage that was kept for its time', () => {
    expect(told(member('returned', 3, { lastPostedAt: said(daysBefore(2)) }), 20)).toBe('regular@11');
  });

  test('moves up by being here for long enough', () => {
    const newcomer = member('newcomer', 2, {
      trustLevel: said(1),
      postCount: said(12),
      joinedAt: said(daysBefore(3)),
      lastPostedAt: said(daysBefore(0)),
    });

    expect(told(newcomer, 10)).toBe('regular@4');
  });

  test('keeps the anniversary of joining, though the stage has changed since it was due', () => {
    const returned = member('returned', -1, { joinedAt: said(new Date('2024-11-22T08:00:00Z')) });

    expect(told(returned, 1.5, { ...measure, anniversaries: [] })).toBe('anniversary@0.875');
    expect(told(returned, 0.8, { ...measure, anniversaries: [] })).toBe('');
  });

  test('stands still where nothing is known', () => {
    const stranger = member('regular', 100, {
      lastPostedAt: notKnown,
      joinedAt: notKnown,
      postCount: notKnown,
    });

    expect(told(stranger, 10_000)).toBe('');
  });

  test('begins where the present stage began, when a clock has jumped back', () => {
    const later = member('quiet', -5, { lastPostedAt: said(daysBefore(85)) });

    expect(told(later, 30)).toBe('dormant@5');
  });

  test('is due at the very moment at which the stage would be another, and not a millisecond before', () => {
    for (const who of [
      member('regular', 100),
      member('quiet', 2),
      member('returned', 3),
      member('visitor', 9),
    ]) {
      const { dueAt, member: now } = liveThrough({ measure, member: who, from: noon, until: noon });
      if (dueAt === null) continue;
      const at = (moment: number) =>
        nextStage({ stages: measure.stages, member: now, postedAt: null, now: new Date(moment) }).verdict;

      expect([at(dueAt.getTime() - 1), at(dueAt.getTime())]).toEqual(['stays', 'enters']);
    }
  });

  test('does not go on for ever where stages send members back and forth', () => {
    const stages = stagesOf(
      'stages: [{ id: a, when: { was: b } }, { id: b, when: { was: a } }, { id: c, when: {} }]',
    );
    const { moments, dueAt } = liveThrough({
      measure: { ...measure, stages },
      member: member('a', 1),
      from: noon,
      until: noon,
    });

    expect(moments.length).toBeLessThan(50);
    expect(dueAt).toEqual(inDays(1));
  });
});

describe('stalling', () => {
  const stalling = (unless: string): Measure => ({
    ...measure,
    stages: stagesOf(
      `stages: [{ id: newcomer, when: { posts: { max: 9 } }, stalls: { after: 14d, unless: ${unless} } }, { id: regular, when: {} }]`,
    ),
  });
  const newcomer = member('newcomer', 4, { trustLevel: said(1), postCount: said(1) });

  test.each([
    ['without the progress that was asked for', '{ posts: { min: 3 } }', newcomer, 'stalled@10'],
    ['unless it was made', '{ posts: { min: 1 } }', newcomer, ''],
    ['unless it was made lately', '{ posted_within: 30d }', newcomer, ''],
    [
      'unless nobody can tell',
      '{ posts: { min: 3 } }',
      { ...newcomer, lastPostedAt: notKnown, postCount: notKnown },
      '',
    ],
    ['once in a stay', '{ posts: { min: 3 } }', newcomer, 'stalled@10'],
  ])('%s', (_what, unless, who, expected) => expect(told(who, 100, stalling(unless))).toBe(expected));
});

describe('anniversaries', () => {
  const yearly = (zone: string): Measure => ({ stages: [], anniversaries: [], zone });

  test('come every year, at nine by the clock of the member', () => {
    const who = aMember({
      joinedAt: said(new Date('2024-02-29T20:00Z')),
      timeZone: said('America/New_York'),
    });
    const { moments } = liveThrough({
      measure: yearly('UTC'),
      member: who,
      from: new Date('2025-01-01T00:00Z'),
      until: new Date('2028-12-31T00:00Z'),
    });

    expect(moments.map(({ at }) => at.toISOString().slice(0, 13))).toEqual([
      '2025-02-28T14',
      '2026-02-28T14',
      '2027-02-28T14',
      '2028-02-29T14',
    ]);
  });

  test('come by the clock of the site where the zone is not known, or is none', () => {
    const who = aMember({ joinedAt: said(new Date('2025-12-01T12:00Z')), timeZone: said('Mars/Olympus') });

    expect(nextMoments(yearly('Asia/Tokyo'), who, noon)[0]?.at.toISOString()).toBe(
      '2026-12-01T00:00:00.000Z',
    );
  });
});
