import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { sumUpWeek } from '../../service/alert/sum-up-week.ts';
import type { Message } from '../../service/alert/say-trouble.ts';
import { type RulePause, watchForum } from '../../service/alert/watch-forum.ts';
import { ruleId } from '../../service/model/ids.ts';
import { holdToTime } from '../../service/runtime/alert-channels.ts';
import { createReports } from '../../service/storage/reports.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';
import { showOffers } from '../support/shown-offers.ts';
import { openSpine, type Spine } from '../support/spine.ts';

function watching(spine: Spine) {
  const heard: Message[] = [];
  const deps = {
    alerts: spine.stores.alerts,
    reports: createReports(spine.stores.db),
    channels: [{ name: 'test', isOutside: true, tell: async (message: Message) => void heard.push(message) }],
    log: pino({ level: 'silent' }),
    locale: () => 'en',
    pauseRule: ({ rule, ...by }: RulePause) => spine.actions.pause({ ...by, scope: 'rule', rule }),
    everyMs: 0,
  };
  return { deps, heard };
}

/** No limit stands in the way of a rule that runs wild. */
const unlimited = () =>
  aRulebook(ruleText('limit: { member: 100 per 1d }'), {
    'site.yml': 'caps: { member: 100 per 1d, member_spacing: 0s, forum: 500 per 1d }',
  });

async function offerMany(spine: Spine, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    spine.demo.importPost({
      as: 'jonna',
      title: `Export ${at}`,
      categoryId: 5,
      raw: `How do I export model ${at}?`,
    });
  }
  await spine.missedPostsFinder()();
  await spine.work();
}

test('a rule that offers far more than it ever does is paused, and people hear of it until it is resumed', async () => {
  await using spine = await openSpine({ rulebook: unlimited() });
  await spine.missedPostsFinder()();
  const { deps, heard } = watching(spine);
  await offerMany(spine, 24);
  expect((await spine.offers()).length).toBeGreaterThanOrEqual(20);

  await watchForum(deps, spine.forum);
  await watchForum(deps, spine.forum);

  const { pausedRules } = await spine.stores.rules.standings(spine.stores.db, spine.forum);
  expect([...pausedRules]).toEqual(['export-model']);
  const bursts = heard.filter(({ title }) => title.includes('export-model'));
  expect(bursts.map(({ title }) => title)).toEqual(['The rule export-model was paused by itself']);

  await spine.actions.resume({
    forum: spine.forum,
    who: 'ana',
    why: 'it was right',
    scope: 'rule',
    rule: ruleId('export-model'),
  });
  await watchForum(deps, spine.forum);
  expect((await spine.stores.rules.standings(spine.stores.db, spine.forum)).pausedRules.size).toBe(0);
  await sql`update alert set ended_at = ended_at - interval '3 minutes'`.execute(spine.stores.db);
  await watchForum(deps, spine.forum);
  expect(heard.at(-1)?.title).toBe('It is over: The rule export-model was paused by itself');
});

test('the week is told on Monday morning, once, in numbers that people understand', async () => {
  await using spine = await openSpine({ rulebook: unlimited() });
  await spine.missedPostsFinder()();
  const { deps, heard } = watching(spine);
  await offerMany(spine, 2);
  const reports = (now: string) => ({ ...deps.reports, clock: async () => new Date(now) });
  const told = (now: string) =>
    sumUpWeek(
      { ...deps, reports: reports(now), site: () => ({ locale: 'en', timeZone: 'Europe/Berlin' }) },
      spine.forum,
    );

  const away = async () => {
    throw new Error('away');
  };
  const unheard = {
    ...deps,
    channels: [{ name: 'away', isOutside: true, tell: away }],
    reports: reports('2026-11-23T08:10:00Z'),
    site: () => ({ locale: 'en', timeZone: 'Europe/Berlin' }),
  };

  expect(await sumUpWeek(unheard, spine.forum)).toBe(false);
  expect(await told('2026-11-22T12:00:00Z')).toBe(false);
  expect(await told('2026-11-23T07:30:00Z')).toBe(false);
  expect(await told('2026-11-23T08:30:00Z')).toBe(true);
  expect(await told('2026-11-23T09:30:00Z')).toBe(false);

  expect(heard).toHaveLength(1);
  expect(heard[0]?.text).toMatch(/posts? (was|were) read.*Nobody said whether it helped\.\n/s);
});

test('a rule of which people say that it is wrong is paused, says why, and starts afresh once it is resumed', async () => {
  await using spine = await openSpine();
  await spine.missedPostsFinder()();
  const { deps, heard } = watching(spine);
  const paused = async () =>
    [...(await spine.stores.rules.standings(spine.stores.db, spine.forum)).pausedRules] as string[];
  await showOffers(spine.db, { offers: 3, what: ['not_helped'] });
  await showOffers(spine.db, { offers: 1, what: ['removed'] });
  // One member may say so as often as they like: they are one.
  await showOffers(spine.db, { offers: 4, what: ['not_helped'], member: 77 });
  await showOffers(spine.db, { offers: 8, what: ['not_helped'], rule: 'unclear' });
  await showOffers(spine.db, { offers: 5, what: ['helped'], rule: 'unclear' });
  await showOffers(spine.db, { offers: 9, what: ['not_helped'], rule: 'gentle', kind: 'care' });
  await showOffers(spine.db, { offers: 9, daysAgo: 40, what: ['flagged'], rule: 'long-ago' });

  await watchForum(deps, spine.forum);
  await watchForum(deps, spine.forum);

  expect(await paused()).toEqual(['export-model']);
  const told = heard.filter(({ title }) => title.includes('does not help'));
  expect(told.map(({ title }) => title)).toEqual([
    'The rule export-model was paused by itself: it does not help',
  ]);
  const [change] = await spine.stores.reports.recentChanges(spine.forum, 1);
  expect(change).toMatchObject({
    who: 'Waypost',
    what: 'pause',
    why: '5 of 5 members were given something that was no help, was flagged or was taken away',
  });

  await spine.actions.resume({
    forum: spine.forum,
    scope: 'rule',
    rule: ruleId('export-model'),
    who: 'Ana',
    why: 'the guide was rewritten',
  });
  await watchForum(deps, spine.forum);

  expect(await paused()).toEqual([]);
  expect(heard.at(-1)?.title).toContain('export-model');
});

test('people are told by one of two processes, also by a channel slower than the turn', async () => {
  await using spine = await openSpine();
  const { deps, heard } = watching(spine);
  const [channel] = deps.channels;
  const burst = { rule: 'export-model', fired: 40, usual: 3 };
  const slow = {
    ...deps,
    everyMs: 1_200,
    channels: [
      {
        ...channel!,
        async tell(message: Message) {
          await delay(3_500);
          await channel!.tell(message);
        },
      },
    ],
    reports: {
      ...deps.reports,
      watched: async () => ({ ...(await deps.reports.watched(spine.forum)), paused: [burst] }),
    },
  };

  const first = watchForum(slow, spine.forum);
  await delay(1_500);
  await watchForum(slow, spine.forum);
  await delay(1_000);
  await watchForum(slow, spine.forum);
  await first;

  expect(heard.filter(({ title }) => title.includes('export-model'))).toHaveLength(1);
});

test('a channel that takes for ever is given up', async () => {
  const never = { name: 'mail', isOutside: true, tell: () => new Promise<void>(() => undefined) };
  const [held] = holdToTime([never], 20);

  await expect(held?.tell({ title: '', text: '' }, 'it')).rejects.toThrow('mail took longer than');
});
