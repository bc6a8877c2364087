import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createOfferPages } from '../../service/measure/offer-pages.ts';
import { createStores } from '../../service/runtime/stores.ts';
import { createActions } from '../../service/steer/actions.ts';
import { type TestDatabase, openTestDatabase } from '../support/database.ts';
import { aRulebook } from '../support/engine-makers.ts';
import {
  type SignInStage,
  connectSecret,
  dashboardUrl,
  openBrowser,
  openSignInStage,
} from '../support/forum-sign-in.ts';
import { seedForum } from '../support/seeded-community.ts';
import { showOffers } from '../support/shown-offers.ts';
import { createVisitorCookies } from '../../service/dashboard/offer-page/visitor-cookie.ts';
import { memberId } from '../../service/model/ids.ts';

let database: TestDatabase;
let stage: SignInStage;
let browser: ReturnType<typeof openBrowser>;
let marker: string;
let lenasId: number;

beforeAll(async () => {
  database = await openTestDatabase();
  await seedForum(database.db);
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  await stage?.[Symbol.asyncDispose]();
  await sql`truncate offer, event, change, member cascade`.execute(database.db);
  const stores = createStores(database.db);
  const rulebook = aRulebook();
  const actions = createActions({ ...stores, rulebook: () => rulebook });
  const offerPages = createOfferPages({ ...stores, optOut: (member) => actions.optOut(member) });
  stage = await openSignInStage(database, { offerPages, rulebook: () => rulebook });
  for (const username of ['lena', 'omar']) stage.forum.addMember({ username, name: username });
  lenasId = stage.forum.members.find(({ username }) => username === 'lena')?.id ?? 0;
  browser = openBrowser(stage);
  marker = await anOffer();
});
afterAll(() => stage?.[Symbol.asyncDispose]());

/** Marks are cut from digests: nothing but their form is that of a UUID. */
function likeADigest(uuid: string): string {
  return `${uuid.slice(0, 14)}f${uuid.slice(15, 19)}0${uuid.slice(20)}`;
}

/** A reply to lena, shown yesterday. */
async function anOffer(set: Record<string, string | null> = {}): Promise<string> {
  const [id] = await showOffers(database.db, { member: lenasId, daysAgo: 1 });
  await database.db
    .updateTable('offer')
    .set({
      evidence: JSON.stringify([{ part: 'body', phrase: '<b>export</b>', start: 0, end: 6 }]),
      marker: likeADigest(randomUUID()),
      ...set,
    })
    .where('id', '=', id ?? '')
    .execute();
  const offer = await database.db
    .selectFrom('offer')
    .select('marker')
    .where('id', '=', id ?? '')
    .executeTakeFirstOrThrow();
  return offer.marker;
}

const textOf = (page: string) =>
  page
    .replace(/<(head|dialog|svg)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const read = async (path = `/o/${marker}`, language = 'en') =>
  textOf((await browser.open(path, { 'accept-language': language })).body);

/** To the forum and back to the page of the offer. */
async function signIn(as: string, offer = marker) {
  const begun = await browser.open(`/o/sign-in?offer=${offer}`);
  const told = await browser.open(`${String(begun.headers.location)}&as=${as}`);
  return await browser.open(String(told.headers.location));
}

async function press(path: string, form: Record<string, string> = {}, over: Record<string, string> = {}) {
  const { body } = await browser.open(`/o/${marker}`);
  const csrf = /name="csrf"\s+value="([^"]+)"/.exec(body)?.[1] ?? '';
  return await stage.app.inject({
    method: 'POST',
    url: path,
    payload: new URLSearchParams({ csrf, ...form }).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: dashboardUrl,
      host: 'localhost:4600',
      cookie: [...browser.jar].map((pair) => pair.join('=')).join('; '),
      ...over,
    },
  });
}

const theMember = () =>
  database.db.selectFrom('member').selectAll().where('id', '=', lenasId).executeTakeFirstOrThrow();
const changes = () => database.db.selectFrom('change').selectAll().orderBy('id').execute();
const votes = async () =>
  (await database.db.selectFrom('offerFeedback').select('helped').execute()).map(({ helped }) => helped);

describe('the page of an offer', () => {
  it('tells everybody why a public reply came, who looks after it, and how it is checked', async () => {
    const text = await read();

    expect(text).toContain('This came because of the words “&lt;b&gt;export&lt;/b&gt;”.');
    expect(text).toContain('Looked after by');
    expect(text).toContain('Was it made for you?');
    expect(text).not.toContain('It did not help');
    expect(await read(`/o/${marker}`, 'de')).toContain('Anlass: die Worte');
  });

  it('lets its member say whether it helped, and change their mind; reading changes nothing', async () => {
    const back = await signIn('lena');
    expect([back.statusCode, back.headers.location]).toEqual([303, `/o/${marker}`]);
    expect(await read()).toContain('It did not help');
    expect(await votes()).toEqual([]);

    expect((await press(`/o/${marker}/vote`, { helped: 'yes' })).statusCode).toBe(303);
    expect(await votes()).toEqual([true]);
    expect(await read()).toContain('You said that it helped.');
    await press(`/o/${marker}/vote`, { helped: 'no' });

    expect(await votes()).toEqual([false]);
  });

  it('lets its member stop all of it at once', async () => {
    await signIn('lena');
    await press(`/o/${marker}/stop`);

    expect(await read()).toContain('You get no more guides');
    const member = await database.db.selectFrom('member').selectAll().executeTakeFirstOrThrow();
    expect(member).toMatchObject({ id: lenasId, consent: 'all' });
    const change = await database.db.selectFrom('change').selectAll().executeTakeFirstOrThrow();
    expect(change).toMatchObject({ what: 'opt out', why: 'pressed stop on the page of an offer' });
  });

  it.each([
    ['rule', 'You get no more guides for the reason that this one came.', { rules: ['export-model'] }],
    ['topic', 'You get no more guides in this topic.', { topics: [expect.any(String)] }],
  ])('lets its member stop one %s, and take it back', async (scope, told, declined) => {
    await signIn('lena');
    const before = await read();
    expect(before).toContain('What shall stop?');
    expect((await press(`/o/${marker}/stop`, { scope })).statusCode).toBe(303);

    expect(await read()).toContain(told);
    expect(await read()).toContain('What else shall stop?');
    expect(await theMember()).toMatchObject({ consent: 'open', declined });
    expect(await changes()).toMatchObject([{ what: 'opt out of some', who: `member ${lenasId}` }]);

    await press(`/o/${marker}/again`);
    expect(await theMember()).toMatchObject({ consent: 'open', declined: {} });
    expect(await read()).toBe(before);
    expect((await changes()).at(-1)).toMatchObject({ what: 'opt in again' });
  });

  it('lets its member stop a kind of help, or everything for four weeks, one beside the other', async () => {
    await signIn('lena');
    await press(`/o/${marker}/stop`, { scope: 'kind' });
    await press(`/o/${marker}/stop`, { scope: 'weeks' });

    expect(await theMember()).toMatchObject({ consent: 'kinds', consentKinds: ['help'] });
    const until = new Date((await theMember()).declined.snoozedUntil ?? 0);
    expect(Math.round((until.getTime() - Date.now()) / 86_400_000)).toBe(28);
    const text = await read(`/o/${marker}`, 'de');
    expect(text).toContain('Du bekommst nichts dieser Art mehr: Hilfe bei einer Frage.');
    expect(text).toContain('bekommst du keine Wegweiser.');
    expect(text).not.toContain('Alles dieser Art');
  });

  it('takes back everything again, by its member alone', async () => {
    await signIn('lena');
    await press(`/o/${marker}/stop`, { scope: 'all' });
    await press('/o/sign-out');
    browser.jar.delete('waypost_member');
    await signIn('omar');
    expect((await press(`/o/${marker}/again`)).statusCode).toBe(404);
    expect(await theMember()).toMatchObject({ consent: 'all' });
    browser.jar.delete('waypost_member');
    await signIn('lena');
    await press(`/o/${marker}/again`);

    expect(await theMember()).toMatchObject({ consent: 'open' });
  });

  it('holds what waits and is covered by what was stopped, and nothing else', async () => {
    await anOffer({ state: 'waiting' });
    await anOffer({ state: 'waiting', ruleId: 'another' });
    await signIn('lena');

    await press(`/o/${marker}/stop`, { scope: 'rule' });

    const rows = await database.db
      .selectFrom('offer')
      .select(['ruleId', 'state'])
      .where('marker', '<>', marker)
      .orderBy('id')
      .execute();
    expect(rows).toEqual([
      { ruleId: 'export-model', state: 'held' },
      { ruleId: 'another', state: 'waiting' },
    ]);
  });

  it('offers no topic where a guide stands in none, and refuses a scope that there is not', async () => {
    marker = await anOffer({ channel: 'message', topicId: null });
    await signIn('lena');
    expect(await read()).not.toContain('Everything in this topic');

    expect((await press(`/o/${marker}/stop`, { scope: 'topic' })).statusCode).toBe(404);
    expect((await press(`/o/${marker}/stop`, { scope: 'the forum' })).statusCode).toBe(400);
    expect(await changes()).toEqual([]);
  });

  it('opens nothing to another member, and what they press has no effect', async () => {
    await signIn('omar');
    expect(await read()).toContain('This guide was not made for omar');

    for (const what of ['vote', 'stop', 'again'])
      expect((await press(`/o/${marker}/${what}`, { helped: 'no' })).statusCode).toBe(404);

    expect(await votes()).toEqual([]);
    expect(await database.db.selectFrom('change').selectAll().execute()).toEqual([]);
  });

  it('gives nobody without a name a vote', async () => {
    const answer = await press(`/o/${marker}/vote`, { helped: 'no' });

    expect(answer.statusCode).toBe(401);
    expect(textOf(answer.body)).toContain('You are not signed in any more');
    expect(await votes()).toEqual([]);
  });

  it('takes no change from another site or without the proof of the page', async () => {
    await signIn('lena');
    const other = await press(`/o/${marker}/vote`, { helped: 'no' }, { origin: 'https://elsewhere.example' });
    const none = await press(`/o/${marker}/vote`, { helped: 'no', csrf: 'guessed' });

    expect([other.statusCode, none.statusCode]).toEqual([403, 403]);
    expect(await votes()).toEqual([]);
  });

  it('opens nothing of the dashboard to a member without a role', async () => {
    await signIn('lena');

    const answer = await browser.open('/rules');
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/login?next=%2Frules']);
  });

  it('shows a message to its member alone, and help in need to nobody', async () => {
    const message = await anOffer({ channel: 'message' });
    const care = await anOffer({ kind: 'care' });
    const waiting = await anOffer({ state: 'waiting' });
    expect(await read(`/o/${message}`)).toContain('This is between Waypost and one member');
    expect(await read(`/o/${message}`)).not.toContain('export');

    await signIn('lena', message);
    expect(await read(`/o/${message}`)).toContain('This came because of the words');
    for (const id of [care, waiting, '00000000-0000-4000-8000-000000000000', 'x'])
      expect((await browser.open(`/o/${id}`)).statusCode, id).toBe(404);
  });

  it('takes the forum’s answer once, from the browser that asked', async () => {
    const begun = await browser.open(`/o/sign-in?offer=${marker}`);
    const told = await browser.open(`${String(begun.headers.location)}&as=lena`);
    const address = String(told.headers.location);
    const stranger = openBrowser(stage);
    expect((await stranger.open(address)).statusCode).toBe(403);
    const before = new Map(browser.jar);

    expect((await browser.open(address)).statusCode).toBe(303);
    for (const [name, value] of before) browser.jar.set(name, value);
    expect((await browser.open(address)).statusCode).toBe(403);
  });

  it('ends what it knows of a member after an hour, or when they say so', async () => {
    let now = 0;
    const cookies = createVisitorCookies({ secret: connectSecret, now: () => now });
    const cookie = cookies.write({ id: memberId(7), username: 'lena' });
    expect(cookies.read(cookie)).toMatchObject({ id: 7, username: 'lena' });
    expect(cookies.read(`${cookie}x`)).toBeNull();
    expect(createVisitorCookies({ secret: 'another', now: () => now }).read(cookie)).toBeNull();
    now = 3_600_000;
    expect(cookies.read(cookie)).toBeNull();

    await signIn('lena');
    const { cookies: left } = await press('/o/sign-out', { offer: marker });
    expect(left).toMatchObject([{ name: 'waypost_member', value: '' }]);
    browser.jar.delete('waypost_member');
    expect(await read()).toContain('Was it made for you?');
  });

  it('is read sixty times a minute from one address, and not more', async () => {
    const codes: number[] = [];
    for (let turn = 0; turn < 62; turn += 1) codes.push((await browser.open(`/o/${marker}`)).statusCode);

    expect(codes.filter((code) => code === 200)).toHaveLength(60);
    expect(codes.at(-1)).toBe(429);
  });
});
