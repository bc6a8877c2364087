import { describe, expect, test } from 'vitest';
import { botScopes, pluginScopes } from '../../service/connect/bot-scopes.ts';
import { webhookEvents } from '../../service/connect/webhook-events.ts';
import type { HookView } from '../../service/discourse/wire/admin.ts';
import { type Finding, isWell } from '../../service/doctor/finding.ts';
import { type BotSeen, judgeBot } from '../../service/doctor/judge-bot.ts';
import { judgeClocks, judgeForum } from '../../service/doctor/judge-forum.ts';
import { type HookSeen, judgeHook } from '../../service/doctor/judge-hook.ts';
import { judgeKey } from '../../service/doctor/judge-key.ts';
import { judgeMessages } from '../../service/doctor/judge-messages.ts';
import { judgeRules } from '../../service/doctor/judge-rules.ts';
import { type StaffTopicSeen, judgeStaffTopics } from '../../service/doctor/judge-staff-topics.ts';
import { judgeDisk, judgePostgres, judgeQueue } from '../../service/doctor/judge-servers.ts';

/** The first of the gravest findings. */
function gravest(findings: readonly Finding[]): Finding | undefined {
  const order = ['bad', 'warning', 'not checked', 'good'];
  return findings.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))[0];
}

const needed = Object.keys(botScopes);
const aKey = { scopes: needed, isAdmin: false, hasPlugin: false };

describe('a topic for the staff', () => {
  const aTopic: StaffTopicSeen = {
    setting: 'ALERT_TOPIC',
    topic: 12,
    readers: 'some',
    groups: ['staff'],
    mayReply: true,
  };
  test.each<[string, Partial<StaffTopicSeen>, string, RegExp]>([
    ['read by the staff alone', {}, 'good', /by the staff alone/],
    ['that everybody reads', { readers: 'everybody' }, 'bad', /everybody can read topic 12/],
    ['that the bot cannot see', { readers: 'unreadable' }, 'bad', /cannot see/],
    ['of which nobody can tell', { readers: 'unknown' }, 'bad', /is not known/],
    ['without an administrator', { groups: null }, 'not checked', /which groups/],
    ['that other groups read', { groups: ['staff', 'helpers'] }, 'warning', /by helpers too/],
    ['that every member reads', { groups: ['staff', 'trust_level_0'] }, 'bad', /trust_level_0 may read/],
    ['that is closed to the bot', { mayReply: false }, 'bad', /may not reply/],
  ])('%s', (_, change, state, what) => {
    const finding = gravest(judgeStaffTopics([{ ...aTopic, ...change }]));
    expect(finding).toMatchObject({ state, what: expect.stringMatching(what) });
  });
});

describe('the key', () => {
  test.each([
    ['as it should be', {}, 'good', /and no more/],
    ['refused', { scopes: null }, 'bad', /refuses the key/],
    ['of a suspended account', { scopes: null, isSuspended: true }, 'not checked', /suspended/],
    ['without limits', { scopes: [] }, 'bad', /no limits/],
    ['of an administrator', { isAdmin: true }, 'bad', /for administrators alone/],
    ['for every account', { isForEverybody: true }, 'bad', /bound to no account/],
    ['too narrow', { scopes: needed.slice(1) }, 'bad', /lacks topics:write/],
    ['too broad', { scopes: [...needed, 'users:delete'] }, 'warning', /more than it needs: users:delete/],
    ['without the plugin’s scopes', { hasPlugin: true }, 'warning', /lacks waypost:offers/],
    [
      'with them',
      { hasPlugin: true, scopes: [...needed, ...Object.keys(pluginScopes)] },
      'good',
      /11 scopes/,
    ],
  ])('%s', (_, change, state, what) => {
    expect(gravest(judgeKey({ ...aKey, ...change }))).toMatchObject({
      state,
      what: expect.stringMatching(what),
    });
  });
});

const profile = { trustLevel: 2, isStaff: false, suspendedTill: null };
const standing = { active: true, silencedTill: null, suspendedTill: null, groupIds: [10, 11, 12, 44] };
const aBot: BotSeen = { username: 'waypost', profile, standing, settings: new Map() };

describe('the bot', () => {
  test.each<[string, Partial<BotSeen>, string, RegExp]>([
    ['missing', { profile: null }, 'bad', /not there/],
    ['staff', { profile: { ...profile, isStaff: true } }, 'bad', /member of staff/],
    ['new', { profile: { ...profile, trustLevel: 1 } }, 'bad', /trust level 1/],
    ['suspended', { profile: { ...profile, suspendedTill: new Date() } }, 'bad', /suspended/],
    ['silenced', { standing: { ...standing, silencedTill: '2999' } }, 'bad', /silenced/],
    ['silenced, as the plugin says', { standing: null, pluginSays: 'silenced' }, 'bad', /silenced/],
    ['well, as the plugin says', { standing: null, pluginSays: 'able' }, 'good', /not staff/],
    ['switched off', { standing: { ...standing, active: false } }, 'bad', /switched off/],
    ['seen by nobody in charge', { standing: null }, 'not checked', /silenced/],
    [
      'held for approval',
      { settings: new Map([['approve_unless_trust_level', '3']]) },
      'warning',
      /wait for a moderator/,
    ],
    [
      'another than the plugin’s',
      {
        settings: new Map([
          ['waypost_enabled', 'true'],
          ['waypost_bot_username', 'other'],
        ]),
      },
      'warning',
      /obeys @other, not @waypost/,
    ],
  ])('%s', (_, change, state, what) => {
    expect(gravest(judgeBot({ ...aBot, ...change }))).toMatchObject({
      state,
      what: expect.stringMatching(what),
    });
  });
});

const messages = (change: object) =>
  judgeMessages({
    ...{ username: 'waypost', rules: ['welcome'], groups: null, trustLevel: 2 },
    ...{ settings: new Map([['personal_message_enabled_groups', '3|11']]), ...change },
  });
const groups = (ids: string) => ({ settings: new Map([['personal_message_enabled_groups', ids]]) });

describe('private messages', () => {
  test.each<[string, object, string, RegExp]>([
    ['as Discourse is set at first', {}, 'good', /may send/],
    ['for everyone', groups('0'), 'good', /may send/],
    ['for staff alone', groups('3'), 'bad', /may not send private messages \(personal_message/],
    ['for level 3 alone', groups('13'), 'bad', /may not/],
    ['for a group that it is in', { ...groups('3|44'), groups: [10, 44] }, 'good', /may send/],
    ['for a group that it is not in', { ...groups('3|45'), groups: [10, 44] }, 'bad', /may not/],
    ['for a group of which nobody tells', groups('3|45'), 'not checked', /in one of the groups/],
    ['without an administrator’s key', { settings: null }, 'not checked', /may send/],
  ])('%s', (_, change, state, what) => {
    expect(messages(change)).toEqual([expect.objectContaining({ state, what: expect.stringMatching(what) })]);
  });

  test('are not asked about where no rule sends any', () => {
    expect(messages({ rules: [], ...groups('3') })).toEqual([]);
  });
});

const url = 'https://waypost.example/hooks/discourse/default';
const now = new Date('2026-11-21T12:00:00Z');
const events = webhookEvents;
const hook: HookView = {
  ...{ id: 1, url, active: true, contentType: 1, secret: 'ours', isWildcard: false, events },
  ...{ hasFilters: false, lastDelivery: 3 },
};
const eventTypes = new Map(events.map((name, at) => [name, at]));
const aDelivery = { id: 1, event: 'post_created', status: 200, at: '' };
const retries = new Map([['retry_web_hook_events', 'true']]);
type Admin = NonNullable<HookSeen['admin']>;
const seenHook = (change: Partial<HookView>, admin: Partial<Admin> = {}): HookSeen => ({
  ...{ url, secrets: ['ours', 'before'], privateHost: null, lastHeardAt: now, now },
  admin: {
    ...{ hooks: { hooks: [{ ...hook, ...change }], eventTypes }, deliveries: [aDelivery], settings: retries },
    ...admin,
  },
});

describe('the webhook', () => {
  test.each([
    ['as it should be', {}, {}, 'good', /came/],
    ['with the secret from before', { secret: 'before' }, {}, 'good', /came/],
    ['gone', { url: 'https://other.example' }, {}, 'bad', /no webhook to/],
    ['off', { active: false }, {}, 'bad', /switched off/],
    ['with another secret', { secret: 'theirs' }, {}, 'bad', /another secret/],
    ['kept to a category', { hasFilters: true }, {}, 'bad', /kept to some categories/],
    ['half deaf', { events: events.slice(2) }, {}, 'warning', /lacks topic_created, topic_edited/],
    ['too talkative', { events: [...events, 'notification_created'] }, {}, 'warning', /which nothing needs/],
    ['answered 401', {}, { deliveries: [{ ...aDelivery, status: 401 }] }, 'bad', /401/],
    ['answered by nobody', {}, { deliveries: [{ ...aDelivery, status: -1 }] }, 'bad', /by nobody/],
    [
      'failing now and then',
      {},
      { deliveries: [aDelivery, { ...aDelivery, id: 0, status: 503 }] },
      'warning',
      /1 of the last 2/,
    ],
    ['never tried again', {}, { settings: new Map() }, 'warning', /tries no failed delivery/],
  ])('%s', (_, change, admin, state, what) => {
    expect(gravest(judgeHook(seenHook(change, admin)))).toMatchObject({
      state,
      what: expect.stringMatching(what),
    });
  });

  test('without an administrator’s key, what they alone see is not checked', () => {
    expect(judgeHook({ ...seenHook({}), admin: null })).toContainEqual(
      expect.objectContaining({ state: 'not checked', todo: expect.stringContaining('--admin-key-file') }),
    );
  });

  test('a private address that the forum was not told of is bad', () => {
    const seen = { ...seenHook({}), privateHost: '10.0.0.4' };

    expect(gravest(judgeHook(seen))).toMatchObject({
      state: 'bad',
      what: 'allowed_internal_hosts lacks 10.0.0.4',
    });
  });
});

const durable = { fsync: 'on', full_page_writes: 'on', server_encoding: 'UTF8', max_connections: '100' };
const aPostgres = { version: 170_004, settings: durable, connections: 5, sizeBytes: 10e6 };
const aRedis = {
  kind: 'redis' as const,
  policy: 'noeviction',
  usedBytes: 1e6,
  mostBytes: 0,
  version: '7.0.15',
};
const noRules = { folder: 'rules', rules: 3, faults: [], warnings: [], lacking: [], waitForSolutions: [] };

test.each<[string, readonly Finding[], string]>([
  ['forum answers', judgeForum('u', { answered: true, status: 200, clockAheadMs: 0, ms: 9 }), 'good'],
  ['forum has moved', judgeForum('u', { answered: true, status: 301, clockAheadMs: 0, ms: 9 }), 'bad'],
  ['forum is ill', judgeForum('u', { answered: true, status: 502, clockAheadMs: 0, ms: 9 }), 'bad'],
  ['forum is away', judgeForum('u', { answered: false, code: 'timed_out' }), 'bad'],
  ['clocks agree', judgeClocks({ forum: 900, postgres: -20 }), 'good'],
  ['a clock is a little off', judgeClocks({ forum: -8_000, postgres: 0 }), 'warning'],
  ['a clock is far off', judgeClocks({ forum: 0, postgres: 90_000 }), 'bad'],
  ['a clock is not told', judgeClocks({ forum: null, postgres: 0 }), 'not checked'],
  ['Postgres is well', judgePostgres(aPostgres), 'good'],
  ['Postgres is old', judgePostgres({ ...aPostgres, version: 130_002 }), 'bad'],
  ['Postgres forgets', judgePostgres({ ...aPostgres, settings: { ...durable, fsync: 'off' } }), 'bad'],
  ['Postgres is crowded', judgePostgres({ ...aPostgres, connections: 95 }), 'warning'],
  ['Redis is well', judgeQueue(aRedis), 'good'],
  ['Redis throws away', judgeQueue({ ...aRedis, policy: 'allkeys-lru' }), 'bad'],
  ['Redis is full', judgeQueue({ ...aRedis, usedBytes: 9e6, mostBytes: 10e6 }), 'warning'],
  ['Redis tells nothing', judgeQueue({ ...aRedis, policy: null }), 'not checked'],
  ['Redis is away', judgeQueue({ kind: 'unreachable', why: 'refused' }), 'warning'],
  ['no Redis is needed', judgeQueue({ kind: 'postgres' }), 'good'],
  ['the disk is full', judgeDisk({ folder: 'd', freeBytes: 1e8, totalBytes: 1e11 }), 'bad'],
  ['the disk fills', judgeDisk({ folder: 'd', freeBytes: 5e9, totalBytes: 1e11 }), 'warning'],
  ['the disk is elsewhere', judgeDisk(null), 'not checked'],
  ['rules fit', judgeRules({ ...noRules, tellsSolutions: true }), 'good'],
  ['rules are faulty', judgeRules({ ...noRules, faults: ['a.yml:1'], tellsSolutions: null }), 'bad'],
  [
    'the forum lacks a category',
    judgeRules({ ...noRules, lacking: ['a.yml:1'], tellsSolutions: null }),
    'warning',
  ],
  [
    'nobody tells of solutions',
    judgeRules({ ...noRules, waitForSolutions: ['thanks'], tellsSolutions: false }),
    'warning',
  ],
])('%s', (_, findings, state) => {
  expect(gravest(findings)?.state).toBe(state);
  for (const finding of findings)
    if (finding.state === 'bad' || finding.state === 'warning')
      expect([finding.why, finding.todo]).not.toContain('');
  expect(isWell(findings)).toBe(state !== 'bad');
});
