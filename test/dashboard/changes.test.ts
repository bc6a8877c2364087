import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestStores } from '../support/storage-makers.ts';
import { forum } from '../support/storage-makers.ts';
import { openDashboard } from '../support/open-dashboard.ts';
import { type Operator, signIn } from '../support/signed-in.ts';

type Stores = Awaited<ReturnType<typeof openTestStores>>;
let stores: Stores;
let app: Awaited<ReturnType<typeof openDashboard>>['app'];
let operator: Operator;

beforeAll(async () => {
  stores = await openTestStores();
  ({ app } = await openDashboard(stores.db));
  operator = await signIn(app);
});
afterAll(async () => {
  await app.close();
  await stores[Symbol.asyncDispose]();
});

const record = (change: { who: string; what?: string; subject?: string; why?: string; memberId?: number }) =>
  stores.db.transaction().execute((trx) =>
    stores.rules.recordChange(trx, {
      forum,
      what: 'pause',
      subject: 'all sending',
      why: '',
      madeOn: 'dashboard',
      ...change,
    }),
  );
const page = async (path: string, language = 'en') => {
  const { body, statusCode } = await operator.open(path, language);
  expect(statusCode, path).toBe(200);
  return body
    .replace(/<option[^>]*>[^<]*<\/option>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
};

describe('the page of changes', () => {
  it('says so while nobody has changed anything', async () => {
    expect(await page('/changes')).toContain('Nobody has changed anything yet');
    expect(await page('/changes', 'de')).toContain('Noch hat niemand etwas geändert');
  });

  it('tells who, with which account, what and why', async () => {
    await record({ who: 'mate', memberId: 7, subject: 'rule welcome', why: 'too eager' });
    await record({ who: 'Ana', what: 'resume' });
    await record({ who: 'root (command line)', what: 'set rung', subject: 'export: live to shadow' });

    const text = await page('/changes');

    expect(text).toContain('3 changes fit, newest first.');
    expect(text).toContain('mate member 7 paused rule welcome too eager');
    expect(text).toContain('Ana with the password resumed all sending no reason given');
  });

  it.each([
    ['who=mate', 'One change fits.', 'rule welcome'],
    ['what=resume', 'One change fits.', 'Ana'],
    ['text=EAGER', 'One change fits.', 'mate'],
    ['text=export', 'One change fits.', 'root'],
    ['text=%25', 'Nothing was changed that fits.', 'see all changes'],
    ['who=nobody&what=pause', 'Nothing was changed that fits.', 'see all changes'],
    ['before=nonsense', '3 changes fit', 'mate'],
  ])('asked for %s answers: %s', async (query, answer, told) => {
    const text = await page(`/changes?${query}`);

    expect(text).toContain(answer);
    expect(text).toContain(told);
  });

  it('tells older ones on further pages, each once', async () => {
    for (let count = 0; count < 120; count += 1) await record({ who: 'Bo', subject: `thing ${count}` });
    const subjects = (body: string) =>
      [...body.matchAll(/<code>(thing \d+)<\/code>/g)].map(([, name]) => name);

    const first = (await operator.open('/changes?who=Bo')).body;
    const next = /href="(\/changes\?[^"]*before=\d+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = (await operator.open(next)).body;

    expect(subjects(first)).toHaveLength(100);
    expect(new Set([...subjects(first), ...subjects(second)]).size).toBe(120);
    expect(second).not.toContain('before=');
  });
});
