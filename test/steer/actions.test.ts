import { describe, expect, test } from 'vitest';
import { forumId, memberId, ruleId } from '../../service/model/ids.ts';
import { createActions } from '../../service/steer/actions.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';
import { ensureForum, forum, openTestStores, planOffer, type TestStores } from '../support/storage-makers.ts';

const ana = { forum, who: 'ana', why: 'to see what happens' };
const rule = ruleId('export-model');

function steer(stores: TestStores, rulebook = aRulebook()) {
  return createActions({ ...stores, rulebook: () => rulebook });
}
const changes = (stores: TestStores) => stores.db.selectFrom('change').selectAll().orderBy('id').execute();

describe('everything that is changed', () => {
  test('is written down with who and why', async () => {
    await using stores = await openTestStores();
    const actions = steer(stores);

    await actions.pause({ ...ana, scope: 'forum' });
    await actions.resume({ ...ana, scope: 'forum' });
    await actions.pause({ ...ana, scope: 'rule', rule });
    await actions.setRung({ ...ana, rule, rung: 'shadow' });
    await actions.replay({ ...ana, subject: 'offer', ids: ['1'] });

    expect((await changes(stores)).map(({ what, who, why }) => [what, who, why])).toEqual(
      ['pause', 'resume', 'pause', 'set rung', 'replay'].map((what) => [what, 'ana', ana.why]),
    );
  });

  test('is written down with the account and the place where they are known', async () => {
    await using stores = await openTestStores();
    const actions = steer(stores);

    await actions.pause({ ...ana, memberId: 7, madeOn: 'dashboard', scope: 'forum' });
    await actions.resume({ ...ana, madeOn: 'command line', scope: 'forum' });
    await actions.optOut({ forum, member: memberId(9), username: 'mira' });

    expect((await changes(stores)).map(({ memberId: id, madeOn }) => [id, madeOn])).toEqual([
      [7, 'dashboard'],
      [null, 'command line'],
      [null, ''],
    ]);
  });

  test('is not changed when it could not be written down', async () => {
    await using stores = await openTestStores();
    const rules = { ...stores.rules, recordChange: () => Promise.reject(new Error('disk full')) };

    await expect(
      createActions({ ...stores, rules, rulebook: () => aRulebook() }).pause({ ...ana, scope: 'forum' }),
    ).rejects.toThrow('disk full');

    expect((await stores.rules.standings(stores.db, forum)).pausedForum).toBe(false);
  });
});

describe('a pause', () => {
  test('of a rule leaves the others and its rung alone, and ends', async () => {
    await using stores = await openTestStores();
    const actions = steer(stores);
    await actions.setRung({ ...ana, rule, rung: 'shadow' });

    await actions.pause({ ...ana, scope: 'rule', rule });
    expect(await stores.rules.standings(stores.db, forum)).toMatchObject({
      pausedForum: false,
      pausedRules: new Set([rule]),
    });
    await actions.resume({ ...ana, scope: 'rule', rule });

    const { pausedRules, rungs } = await stores.rules.standings(stores.db, forum);
    expect(pausedRules).toEqual(new Set());
    expect(rungs.get(rule)).toBe('shadow');
  });

  test('pressed twice is one pause', async () => {
    await using stores = await openTestStores();
    const actions = steer(stores);
    await actions.pause({ ...ana, scope: 'forum' });
    await actions.pause({ ...ana, scope: 'forum' });

    await actions.resume({ ...ana, scope: 'forum' });

    expect((await stores.rules.standings(stores.db, forum)).pausedForum).toBe(false);
  });

  test('that ends also ends the rest of a forum that refused our key', async () => {
    await using stores = await openTestStores();
    await stores.forums.block(forum, { forMs: 60_000, because: 'not_allowed' });

    await steer(stores).resume({ ...ana, scope: 'forum' });

    expect(await stores.forums.find(forum)).toMatchObject({ blockedUntil: null, blockedBecause: null });
  });
});

describe('a rule', () => {
  test('rises no higher than its file allows, and the answer says what to do', async () => {
    await using stores = await openTestStores();
    const actions = steer(stores, aRulebook(ruleText('rollout: review')));

    expect(await actions.setRung({ ...ana, rule, rung: 'live' })).toEqual({
      moved: false,
      because: expect.stringContaining('rule.yml'),
    });
    expect(await actions.setRung({ ...ana, rule: ruleId('nothing'), rung: 'live' })).toEqual({
      moved: false,
      because: expect.stringContaining('export-model'),
    });
    expect(
      await actions.setRung({ ...ana, forum: forumId('elsewhere'), rule, rung: 'shadow' }),
    ).toMatchObject({ moved: false });
    expect(await changes(stores)).toEqual([]);
  });

  test('moves, and says from where to where', async () => {
    await using stores = await openTestStores();

    expect(await steer(stores).setRung({ ...ana, rule, rung: 'shadow' })).toEqual({
      moved: true,
      from: 'live',
      to: 'shadow',
    });
  });
});

describe('a member', () => {
  test('whom nobody had heard of can say stop too', async () => {
    await using stores = await openTestStores();

    await steer(stores).optOut({ forum, member: memberId(99), username: 'new' });

    expect((await stores.members.find(stores.db, forum, memberId(99)))?.consent).toMatchObject({
      state: 'declined',
      scope: 'all',
    });
  });

  test('who says stop twice is recorded as having declined since the first time', async () => {
    await using stores = await openTestStores();
    const actions = steer(stores);
    const say = () => actions.optOut({ forum, member: memberId(99), username: 'new' });
    const since = async () =>
      (await stores.db.selectFrom('member').select('consentAt').executeTakeFirstOrThrow()).consentAt;
    await say();
    const first = await since();

    await say();

    expect(await since()).toEqual(first);
  });
});

describe('what is put aside', () => {
  test('needs nobody any more: its bytes are gone, and who ended it and why is on record', async () => {
    await using stores = await openTestStores();
    await ensureForum(stores);
    const row = { forumId: forum, eventName: 'post_created', headers: '{}', body: Buffer.from('{"po') };
    const [cut, unread] = await stores.db
      .insertInto('inbox')
      .values([{ ...row, state: 'quarantined', reason: 'the body is not JSON' }, row])
      .returning('id')
      .execute();
    const ids = [cut?.id ?? '', unread?.id ?? '', 'x'];

    expect(await steer(stores).putAside({ ...ana, forum: forumId('other'), ids })).toBe(0);
    expect(await steer(stores).putAside({ ...ana, ids })).toBe(1);

    expect(
      await stores.db.selectFrom('inbox').select(['state', 'reason', 'body']).orderBy('id').execute(),
    ).toEqual([
      { state: 'unwanted', reason: 'put_aside', body: null },
      { state: 'received', reason: null, body: row.body },
    ]);
    expect((await changes(stores)).at(-1)).toMatchObject({ what: 'put aside', who: 'ana', why: ana.why });
  });
});

describe('a replay', () => {
  test('touches nothing of another forum', async () => {
    await using stores = await openTestStores();
    const other = forumId('other');
    await ensureForum(stores, other);
    const id = await planOffer(stores);
    await stores.offers.end(id, { state: 'dead', because: [], lease: null });

    expect(await steer(stores).replay({ ...ana, forum: other, subject: 'offer', ids: [id] })).toBe(0);
    expect(await stores.offers.find(id)).toMatchObject({ state: 'dead' });
    expect(await steer(stores).replay({ ...ana, subject: 'offer', ids: [id] })).toBe(1);
  });

  test.each(['inbox', 'event', 'offer'] as const)('of an %s that is not there is none', async (subject) => {
    await using stores = await openTestStores();

    expect(await steer(stores).replay({ ...ana, subject, ids: ['999', 'x; drop table offer', ''] })).toBe(0);
  });
});
