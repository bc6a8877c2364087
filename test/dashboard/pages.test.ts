import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, openTestDatabase } from '../support/database.ts';
import { openDashboard, starterPack } from '../support/open-dashboard.ts';
import { seedCommunity, seedForum, seedRejectedRules } from '../support/seeded-community.ts';
import { type Operator, signIn } from '../support/signed-in.ts';

/** What a reader reads: no tags, no folded repetition of spaces. */
const read = (body: string) =>
  body
    .replace(/<(head|dialog)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ');

let database: TestDatabase;
let app: FastifyInstance;
let changes: object[];
let operator: Operator;

beforeAll(async () => {
  database = await openTestDatabase();
  await seedCommunity(database.db);
  const rulebook = await starterPack();
  ({ app, changes } = await openDashboard(database.db, { rulebook: () => rulebook }));
  operator = await signIn(app);
});

afterAll(async () => {
  await app.close();
  await database[Symbol.asyncDispose]();
});

const page = async (path: string, language = 'en') => read((await operator.open(path, language)).body);

describe('the page Now', () => {
  it('says what the forum’s plugin is worth to us, and which scope the key lacks', async () => {
    const set = (changes: object) => database.db.updateTable('forum').set(changes).execute();
    expect(await page('/')).toContain('Plugin not asked yet');

    await set({ pluginState: 'refused', pluginLacks: ['waypost:offers'] });
    expect(await page('/')).toContain('Plugin is there, but the key lacks the scope waypost:offers');
    expect(await page('/', 'de')).toContain('aber dem Schlüssel fehlt das Recht waypost:offers');

    await set({ pluginState: 'present', pluginLacks: [], pluginCan: JSON.stringify({ version: '0.1.0' }) });
    expect(await page('/')).toContain('Plugin is there, version 0.1.0');

    const silenced = { version: '0.1.0', bot: 'silenced' };
    await set({ pluginState: 'present', pluginCan: JSON.stringify(silenced) });
    expect(await page('/')).toContain('the bot’s account is silenced, it writes nothing');
    await set({ pluginState: 'refused', pluginCan: null });
    expect(await page('/', 'de')).toContain('gehorcht aber einem anderen Konto');
    await set({ pluginState: 'unknown', pluginCan: null });
  });

  it('says so where the forum refuses us because the bot is suspended', async () => {
    const set = (changes: object) => database.db.updateTable('forum').set(changes).execute();
    await set({ blockedUntil: new Date(Date.now() + 60_000), blockedBecause: 'bot_suspended' });
    expect(await page('/')).toContain('the bot’s account is suspended: ask the moderators why');
    await set({ blockedUntil: null, blockedBecause: null });
  });

  it('answers with numbers in one sentence', async () => {
    expect(await page('/')).toContain(
      'In the last 24 hours 7 posts came in, and rules looked at 4 moments: 1 guide was sent, 1 waits for the right moment, 3 were held. Nothing is overdue.',
    );
  });

  it('says the same in German', async () => {
    expect(await page('/', 'de')).toContain(
      'In den letzten 24 Stunden kamen 7 Beiträge an, und 4 Anlässe betrafen eine Regel: 1 Wegweiser wurde gesendet',
    );
  });

  it('tells what was decided, sent and held, and why', async () => {
    const text = await page('/');

    expect(text).toContain('Post 42 by Mira share-logs sent The post says “find the log file”.');
    expect(text).toContain('Post 43 by Jonas format-code waiting');
    expect(text).toMatch(/Post 44 by Ana konto-hilfe held \S/);
    expect(text).toContain('a person answered first 1');
  });

  it('tells what ended at once, and how the forum is', async () => {
    const text = await page('/');

    expect(text).toContain('private messages 12');
    expect(text).toContain('15 of 24 calls left this minute 30 configured, 1 reply this minute');
    expect(text).toContain('up to post 48');
    expect(text).toContain('Caught up without a webhook 1 post in 24 hours');
    expect(text).toContain('https://forum.example answers');
  });

  it('says first that things need a person', async () => {
    expect(await page('/')).toContain('4 things need a person');
  });

  it('says that the newest rules are not in force, with file and line', async () => {
    await using own = await openTestDatabase();
    await seedForum(own.db);
    await seedRejectedRules(own.db);
    const second = await openDashboard(own.db);

    const text = read((await (await signIn(second.app)).open('/')).body);
    await second.app.close();

    expect(text).toContain(
      'questions/share-logs.yml:14 unknown stage "newbie"; known: visitor, newcomer, regular',
    );
  });

  it('says what to do while nothing has happened yet', async () => {
    await using own = await openTestDatabase();
    await seedForum(own.db);
    const second = await openDashboard(own.db);

    const text = read((await (await signIn(second.app)).open('/')).body);
    await second.app.close();

    expect(text).toContain('No rule has considered a post yet Write a post that one of the rules asks for');
    expect(text).toContain('all goes on by itself');
  });
});

describe('the story of a post', () => {
  it('tells a card as a card', async () => {
    const make = (channel: string) =>
      database.db.updateTable('offer').set({ channel }).where('postId', '=', 42).execute();
    await make('card');

    const text = await page('/posts?url=42');

    await make('reply');
    expect(text).toContain('Shown as a card under the post, to its author alone');
    expect(text).not.toContain('The reply stands under the post');
  });

  it.each([
    ['its number', '42'],
    ['its address', 'https://forum.example/t/crash-while-saving/142/1'],
    ['the reply that Waypost wrote under it', 'https://forum.example/p/60'],
  ])('is found by %s', async (_, url) => {
    expect(await page(`/posts?url=${encodeURIComponent(url)}`)).toContain('The story of post 42');
  });

  it('goes from the event over the rules to the reply and what came of it', async () => {
    const text = await page('/posts?url=42');

    const steps = [
      'Mira wrote this post',
      'Rule share-logs offers “What helps others find the cause”',
      'Rule welcome holds back',
      'An offer of “What helps others find the cause” is planned',
      'The reply is sent to the forum',
      'The reply stands under the post Open the reply',
      'Somebody liked Waypost’s reply',
    ].map((step) => text.indexOf(step));
    expect(steps).not.toContain(-1);
    expect(steps).toEqual(steps.toSorted((one, other) => one - other));
    expect(text).toContain('The guide “What helps others find the cause” stands under the post.');
  });

  it('shows evidence in the member’s own words, and reasons as sentences', async () => {
    const { body } = await operator.open('/posts?url=42');

    expect(body).toContain('where do I <mark>find the log file</mark> on Windows?');
    expect(read(body)).toContain('The rule share-logs goes first; one offer for one post is enough.');
    expect(read(body)).toContain(
      'member.locale unknown: the forum does not show the bot the language of this member',
    );
    expect(read(body)).toContain('member.trustLevel 1 (told by a webhook,');
  });

  it.each([
    ['44', 'Nothing was offered. One rule considered it and held back:'],
    ['45', 'Nothing was offered: no rule considered this post.'],
    ['46', 'Nothing was offered: the news came too late to act on.'],
    ['47', 'Not decided: deciding failed again and again, and a person has to look.'],
    ['48', 'The guide “What helps others find the cause” could not be sent; a person has to look.'],
  ])('of post %s begins with its answer', async (id, answer) => {
    expect(await page(`/posts?url=${id}`)).toContain(answer);
  });

  it('explains that no rule considered it, and how to ask each rule', async () => {
    const text = await page('/posts?url=45');

    expect(text).toContain('No webhook told it; found 2 seconds later by reading the forum.');
    expect(text).toMatch(/None of the \d+ rules asks for such words, such a place or such a moment\./);
    expect(text).toContain('npm run -s waypost -- explain 45');
  });

  it('of an unknown post says why that may be', async () => {
    const answer = await operator.open('/posts?url=999');

    expect(answer.statusCode).toBe(404);
    expect(read(answer.body)).toContain('Waypost has no record of this post');
    // From when on, told as it is: the demo forum's first minutes lie before the first start.
    expect(read(answer.body)).toMatch(
      /Or it is older: Waypost answers here only what was written since [^.]*\d{4}, \d+:\d\d/,
    );
    expect(read(answer.body)).toContain('Posts up to 48 have been compared with the forum');
  });

  it('of an address that is none is a page, too', async () => {
    const answer = await operator.open('/posts/nowhere');

    expect(answer.statusCode).toBe(404);
    expect(read(answer.body)).toContain('There is no such page');
    expect(answer.headers['content-security-policy']).toBeDefined();
  });

  it('of another forum’s post names both forums', async () => {
    expect(await page('/posts?url=https://elsewhere.example/t/x/1')).toContain(
      'belongs to https://elsewhere.example. This Waypost watches https://forum.example.',
    );
  });
});

describe('what needs a person', () => {
  it('names the guides that the plugin does not take, and why', async () => {
    const refused = [{ id: 'export-model', locale: 'de', faults: ['title: too <long>'] }];
    const set = (guides: object[]) =>
      database.db
        .updateTable('forum')
        .set({ refusedGuides: JSON.stringify(guides) })
        .execute();
    await set(refused);

    expect(await page('/attention')).toContain('export-model (de) title: too &lt;long&gt;');
    expect(await page('/attention', 'de')).toContain('Wegweiser, die das Plugin nicht annimmt');
    await set([]);
    expect(await page('/attention')).not.toContain('does not take');
  });

  it('stands there with its reason, and a signed body that cannot be read is shown as it came, harmless', async () => {
    const { body } = await operator.open('/attention');

    expect(read(body)).toContain(
      '2 webhooks could not be read, 1 event could not be decided, and 1 offer could not be sent.',
    );
    expect(read(body)).toContain('the body is not JSON: it ends after 50 bytes');
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(body).not.toContain('<script>alert');
  });

  it('is counted without zeros', async () => {
    expect(await page('/attention')).not.toMatch(/\b0 (webhooks|events|offers|replies)/);
  });

  it('is tried again by whoever presses the button, on record', async () => {
    const answer = await operator.change('/replay', {
      subject: 'event',
      ids: '6,7',
      why: 'the forum is well again',
    });

    expect(answer.headers.location).toBe('/attention?done=replayed');
    expect(changes.at(-1)).toMatchObject({
      what: 'replay',
      who: 'Ana',
      why: 'the forum is well again',
      forum: 'default',
      subject: 'event',
      ids: ['6', '7'],
    });
    expect(await page('/attention?done=replayed')).toContain('Put back at the start');
  });

  it('is put aside for a reason where no new try can help, and not without one', async () => {
    const before = changes.length;
    const silent = await operator.change('/put-aside', { ids: '6', why: ' ' });

    expect(silent.statusCode).toBe(400);
    expect(changes).toHaveLength(before);

    const answer = await operator.change('/put-aside', { ids: '6', why: 'cut off by a proxy' });

    expect(answer.headers.location).toBe('/attention?done=aside');
    expect(changes.at(-1)).toMatchObject({
      what: 'put aside',
      who: 'Ana',
      why: 'cut off by a proxy',
      ids: ['6'],
    });
    expect(await page('/attention?done=aside')).toContain('Put aside. It needs nobody any more.');
    expect(await page('/attention')).toContain('Put aside, with a reason');
  });
});

describe('rules', () => {
  it('stand with rung, numbers and what their file allows', async () => {
    const text = await page('/rules');

    expect(text).toMatch(/\d+ rules decide: 3 live, \d+ in shadow/);
    expect(text).toContain('share-logs live Reports of crashes come with what is needed to find the cause');
    expect(text).toContain('konto-hilfe live paused');
    expect(text).toMatch(/The file allows \w+ at most/);
  });

  it('stand in the folders of their files, and say no zeros', async () => {
    const text = await page('/rules');

    expect(text).toContain('questions/ 17 rules account-help shadow');
    expect(text).toContain(
      'welcome-back shadow Members who return after a long silence find their feet again nothing yet',
    );
    expect(text).not.toMatch(/\b0 (considered|sent|held|in shadow)/);
  });

  it('are found by words of what one reads of them', async () => {
    const text = await page('/rules?find=Live+crashes');

    expect(text).toContain('share-logs');
    expect(text).not.toContain('konto-hilfe');
    expect(await page('/rules?find=zebra')).toContain('No rule has “zebra” Show all rules');
  });

  it('say so when the forum lacks the plugin that they need', async () => {
    const set = (pluginState: 'absent' | 'unknown') =>
      database.db.updateTable('forum').set({ pluginState }).execute();
    expect(await page('/rules')).not.toContain('needs the plugin');

    await set('absent');
    expect(await page('/rules?find=mark-the-solution')).toContain('needs the plugin');
    expect(await page('/rules?find=account-help')).not.toContain('needs the plugin');
    await set('unknown');
  });

  it('are paused one by one', async () => {
    const answer = await operator.change('/pause', { scope: 'rule', rule: 'share-logs' });

    expect(answer.headers.location).toBe('/rules?done=paused');
    expect(changes.at(-1)).toMatchObject({
      what: 'pause',
      who: 'Ana',
      why: '',
      forum: 'default',
      scope: 'rule',
      rule: 'share-logs',
    });
  });

  it('move within what their file allows; else the sentence says why not', async () => {
    const moved = await operator.change('/rung', { rule: 'share-logs', rung: 'shadow' });
    const refused = await operator.change('/rung', { rule: 'share-logs', rung: 'live' });

    expect(moved.headers.location).toBe('/rules?done=moved');
    expect(refused.statusCode).toBe(409);
    expect(read(refused.body)).toContain('The file allows shadow at most.');
  });
});

describe('sending', () => {
  it('is stopped in one step, and the page then says who stopped it and how to resume', async () => {
    const answer = await operator.change('/pause', { scope: 'forum', why: 'wrong guide' });
    await database.db
      .insertInto('pause')
      .values({ forumId: 'default', who: 'Ana', why: 'wrong guide' })
      .execute();

    expect(answer.headers.location).toBe('/?done=paused');
    expect(changes.at(-1)).toMatchObject({
      what: 'pause',
      who: 'Ana',
      why: 'wrong guide',
      forum: 'default',
      scope: 'forum',
    });
    const text = await page('/');
    expect(text).toContain('Sending is paused By Ana: wrong guide just now');
    expect(text).toContain('Resume sending');
    await database.db.deleteFrom('pause').execute();
  });

  it.each([
    ['an unknown scope', '/pause', { scope: 'galaxy' }],
    ['a rule with a path in its name', '/pause', { scope: 'rule', rule: '../../etc' }],
    ['ids that are none', '/replay', { subject: 'event', ids: '1;drop table event' }],
    ['an unknown rung', '/rung', { rule: 'welcome', rung: 'admin' }],
  ])('and all else is left alone by %s', async (_, path, form) => {
    const before = changes.length;

    expect((await operator.change(path, form)).statusCode).toBe(400);
    expect(changes).toHaveLength(before);
  });
});

describe('a database that is away', () => {
  it('makes health fail and gives people a page with a next step', async () => {
    const own = await openTestDatabase();
    await seedForum(own.db);
    const second = await openDashboard(own.db);
    const reader = await signIn(second.app);
    await own[Symbol.asyncDispose]();

    const health = await second.app.inject('/healthz');
    const answer = await reader.open('/');
    await second.app.close();

    expect(health.statusCode).toBe(503);
    expect(health.json()).toMatchObject({ status: 'failing', reasons: ['The database does not answer.'] });
    expect(answer.statusCode).toBeGreaterThanOrEqual(500);
    expect(read(answer.body)).toContain('What happened, and what to do');
  });
});
