import { expect, test } from 'vitest';
import { type Watched, findTroubles } from '../../service/alert/find-troubles.ts';
import type { ForumHealth } from '../../service/storage/reports/forum-health.ts';
import { sayOver, sayTrouble } from '../../service/alert/say-trouble.ts';

const now = new Date('2026-11-21T12:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const idle = { due: 0, oldestDueMs: 0, lastFinishedMs: 1_000 };
const health: ForumHealth = {
  id: 'default',
  baseUrl: 'https://forum.example',
  botUsername: 'waypost',
  watchedSince: ago(9_999),
  lastWebhookAt: ago(3),
  lastReconciledAt: ago(1),
  reconciledTo: 9,
  blocked: null,
  postsBlockedUntil: null,
  plugin: { state: 'absent', version: null, bot: null, lacks: [], signalsReadAt: null, lostSignalsAt: null },
  calls: { total: 0, failed: 0, lastGoodAt: null },
  share: { limit: 30, now: 30, used: 0, postsUsed: 0 },
};
const well: Watched = {
  now,
  progress: { at: now, stages: { read: idle, decide: idle, send: idle }, workers: 1, rulesRejected: 0 },
  health,
  missedLastHour: 0,
  stuck: { quarantined: 0, events: 0, offers: 0 },
  reviews: { waiting: 0, oldestMs: 0 },
  bursts: [],
  unhelpful: [],
};
const late = { due: 7, oldestDueMs: 8 * 60_000, lastFinishedMs: null };
const withProgress = (over: Partial<Watched['progress']>): Partial<Watched> => ({
  progress: { ...well.progress, ...over },
});
const withHealth = (over: Partial<ForumHealth>): Partial<Watched> => ({
  health: { ...health, ...over },
});

test.each<[string, Partial<Watched>, string[]]>([
  ['all is well', {}, []],
  ['nobody works', withProgress({ workers: 0 }), ['no_worker:']],
  [
    'deciding is behind',
    withProgress({ stages: { read: idle, decide: late, send: idle } }),
    ['work_late:decide'],
  ],
  [
    'sending is slow because the forum sets the pace',
    withProgress({ stages: { read: idle, decide: idle, send: { ...late, lastFinishedMs: 6_000 } } }),
    [],
  ],
  [
    'sending stands still',
    withProgress({ stages: { read: idle, decide: idle, send: late } }),
    ['work_late:send'],
  ],
  ['a post was missed, and webhooks come', { missedLastHour: 5 }, []],
  [
    'posts are missed, and no webhook has come for two hours',
    { missedLastHour: 3, ...withHealth({ lastWebhookAt: ago(120) }) },
    ['hook_silent:'],
  ],
  ['nobody writes, and no webhook comes', withHealth({ lastWebhookAt: ago(600) }), []],
  ['the forum is ill', withHealth({ blocked: { until: now, because: 'server_error' } }), ['circuit_open:']],
  [
    'the bot is silenced',
    withHealth({ plugin: { ...health.plugin, state: 'present', bot: 'silenced' } }),
    ['bot_silenced:'],
  ],
  ['the key is revoked', withHealth({ blocked: { until: now, because: 'unauthorised' } }), ['key_refused:']],
  [
    'the bot is suspended',
    withHealth({ blocked: { until: now, because: 'bot_suspended' } }),
    ['key_refused:'],
  ],
  ['the rules have faults', withProgress({ rulesRejected: 2 }), ['rules_rejected:']],
  [
    'people said that a rule is wrong',
    { unhelpful: [{ rule: 'export', judged: 6, bad: 6 }] },
    ['rule_unhelpful:export'],
  ],
  ['a rule ran wild', { bursts: [{ rule: 'export', fired: 40, usual: 3 }] }, ['rule_burst:export']],
  ['something is stuck', { stuck: { quarantined: 1, events: 0, offers: 0 } }, ['needs_person:']],
  [
    'an approval has waited since yesterday',
    { reviews: { waiting: 2, oldestMs: 20 * 3_600_000 } },
    ['reviews_waiting:'],
  ],
  ['an approval waits since this morning', { reviews: { waiting: 2, oldestMs: 3 * 3_600_000 } }, []],
  ['the forum is not known yet', { health: null }, []],
])('%s', (_what, over, expected) => {
  expect(findTroubles({ ...well, ...over }).map(({ code, subject }) => `${code}:${subject}`)).toEqual(
    expected,
  );
});

test.each(['en', 'de'] as const)(
  'every trouble is said with its numbers, what it means and what to do, in %s',
  (language) => {
    const troubles = findTroubles({
      ...well,
      ...withProgress({ workers: 0, rulesRejected: 2, stages: { read: idle, decide: late, send: idle } }),
      ...withHealth({
        lastWebhookAt: null,
        blocked: { until: now, because: 'server_error' },
      }),
      missedLastHour: 5,
      stuck: { quarantined: 1, events: 2, offers: 3 },
      reviews: { waiting: 2, oldestMs: 20 * 3_600_000 },
      bursts: [{ rule: 'export', fired: 40, usual: 3 }],
    });
    expect(troubles.length).toBeGreaterThanOrEqual(7);
    for (const trouble of troubles) {
      const { title, text } = sayTrouble(trouble, language);
      expect(title + text).not.toMatch(/[{}]|undefined/);
      expect(text.split('\n\n')).toHaveLength(2);
      expect(sayOver(trouble, now, language).title).toContain(title);
    }
  },
);
