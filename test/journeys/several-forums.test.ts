import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runWaypost } from '../cli/run-waypost.ts';
import {
  type HousedForum,
  type OpenInstallation,
  metricsToken,
  openInstallation,
  phrase,
} from '../support/open-installation.ts';
import { readPage } from '../support/read-page.ts';
import { type RunningPart, eventually } from '../support/run-part.ts';

const isReply = ({ username }: { username: string }) => username === 'waypost';

describe('two forums behind one Waypost, beside a third that cannot be opened', () => {
  let place: OpenInstallation;
  let waypost: RunningPart;
  let harbour: HousedForum;
  let garden: HousedForum;
  let meadow: HousedForum;
  const promoted: number[] = [];

  beforeAll(async () => {
    place = await openInstallation(['harbour', 'garden', 'meadow']);
    [harbour, garden, meadow] = place.forums as [HousedForum, HousedForum, HousedForum];
    await writeFile(join(meadow.rules, 'answer.yml'), 'id: answer\nwhen: never\n');
    await place.list([harbour, garden, meadow]);
    waypost = await place.start();
    for (const { name } of [harbour, garden])
      promoted.push((await command('promote', 'answer', '--forum', name, '--why', 'a test')).code);
  }, 120_000);
  afterAll(async () => {
    await waypost?.[Symbol.asyncDispose]();
    await place?.[Symbol.asyncDispose]();
  });

  const command = (...args: string[]) => runWaypost(args, place.env);
  const question = (forum: HousedForum, as = 'tariq') =>
    forum.drive.write({
      as,
      title: `Where is the ${phrase} now?`,
      categoryId: 5,
      raw: `Has anybody seen the ${phrase}?`,
    });
  const replyTo = async (forum: HousedForum, topicId: number) =>
    (
      await eventually(
        `the reply of ${forum.name}`,
        () => forum.drive.topic(topicId),
        (posts) => posts.some(isReply),
      )
    ).find(isReply);
  const exported = async (forum: HousedForum, member: string) =>
    await command('member', 'export', member, '--forum', forum.name);
  const cookieOf = async (forum: HousedForum) => {
    const answer = await place.ask(forum.host, '/login', {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: `http://${forum.host}`,
      },
      body: new URLSearchParams({ name: 'ana', password: forum.password }).toString(),
    });
    expect(answer.status).toBe(303);
    return String(answer.headers['set-cookie']).split(';')[0] ?? '';
  };
  const webhook = (name: string, secret: string, host = '127.0.0.1') => {
    const body = JSON.stringify({ novelty: { id: 1, at: name } });
    return place.ask(host, `/hooks/discourse/${name}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-discourse-event': 'something_new',
        'x-discourse-event-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      },
      body,
    });
  };

  it('says of each what it is, and of the one that cannot be opened why not', () => {
    expect(promoted).toEqual([0, 0]);
    expect(waypost.out()).toContain('for 3 forums');
    expect(waypost.out()).toMatch(/harbour +http:\/\/127[^\n]* 1 rules and 1 resources/);
    expect(waypost.out()).toMatch(/meadow +not open: [^]*answer\.yml/);
  });

  it.skipIf(!existsSync('/proc/self/task'))(
    'has threads for all: names that nobody answers for hold up no other forum',
    async () => {
      // Half of them look up addresses; Node has four of its own accord, and a dozen others.
      expect(await readdir(`/proc/${waypost.pid}/task`)).toSatisfy((threads) => threads.length >= 64);
    },
  );

  it('takes webhooks of each by its own secret, whatever the host, and never says that a place is not there', async () => {
    expect((await webhook('harbour', harbour.webhookSecret)).status).toBe(200);
    expect((await webhook('garden', garden.webhookSecret, harbour.host)).status).toBe(200);
    expect((await webhook('garden', harbour.webhookSecret)).status).toBe(401);
    expect((await webhook('harbour', garden.webhookSecret)).status).toBe(401);
    expect((await webhook('meadow', meadow.webhookSecret)).status).toBe(503);
    expect((await webhook('nowhere', harbour.webhookSecret)).status).toBe(401);
    expect((await place.ask('127.0.0.1', '/hooks/other', { method: 'POST' })).status).toBe(401);
  });

  it('answers on each by its own rules; who says stop on one is left alone there, and helped on the other', async () => {
    const there = await question(harbour);
    const reply = await replyTo(harbour, there.topicId);
    expect(reply?.raw).toContain(harbour.sign);
    const here = await question(garden);
    expect((await replyTo(garden, here.topicId))?.raw).toContain(garden.sign);

    await harbour.drive.write({
      as: 'tariq',
      topicId: there.topicId,
      replyToPostNumber: reply?.number ?? 0,
      raw: 'stop',
    });
    const wishOf = async ({ name }: HousedForum) =>
      (
        await sql<{ consent: object }>`select consent from ${sql.table(`waypost_${name}.member`)}
          where username = 'tariq'`.execute(place.database.db)
      ).rows;
    await eventually(
      'the wish of the member',
      () => wishOf(harbour),
      (rows) => JSON.stringify(rows).includes('all'),
    );
    expect(JSON.stringify(await wishOf(garden))).not.toContain('all');

    const again = { there: await question(harbour), here: await question(garden) };
    expect((await replyTo(garden, again.here.topicId))?.raw).toContain(garden.sign);
    const decided = await eventually(
      'the decision at the harbour',
      async () =>
        (
          await sql<{ because: object }>`select d.because from waypost_harbour.decision d
            join waypost_harbour.event e on e.id = d.event_id where e.topic_id = ${again.there.topicId}`.execute(
            place.database.db,
          )
        ).rows,
      (rows) => rows.length > 0,
    );
    expect(JSON.stringify(decided)).toContain('opted_out');
    expect((await harbour.drive.topic(again.there.topicId)).filter(isReply)).toEqual([]);
  }, 120_000);

  it('shows the pages of each at its own host, and lets nobody from one into the other', async () => {
    const cookie = await cookieOf(harbour);
    const rules = await place.ask(harbour.host, '/rules', { headers: { cookie } });
    expect(rules.status).toBe(200);
    expect(rules.body).not.toContain('garden');
    expect(readPage(rules.body)).toContain('Waypost · harbour');

    expect(await place.ask(garden.host, '/rules', { headers: { cookie } })).toMatchObject({ status: 303 });
    const posts = readPage((await place.ask(harbour.host, '/posts', { headers: { cookie } })).body);
    expect(posts).not.toContain(garden.drive.address);
    const wrong = await place.ask(garden.host, '/login', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: `http://${garden.host}` },
      body: new URLSearchParams({ name: 'ana', password: harbour.password }).toString(),
    });
    expect(wrong.status).toBe(401);

    const privacy = await place.ask(garden.host, '/privacy');
    expect(privacy.status).toBe(200);
    expect(privacy.body).toContain(garden.drive.address);
    expect(privacy.body).not.toContain(harbour.drive.address);
  });

  it('lets people sign in with their account of the forum whose pages they open, and of no other', async () => {
    const begun = await place.ask(harbour.host, '/login/forum?next=/rules');
    const asked = String(begun.headers.location);
    expect(asked).toContain(`${harbour.drive.address}/session/sso_provider`);
    const told = await fetch(`${asked}&as=mira`, { redirect: 'manual' });
    const back = new URL(told.headers.get('location') ?? '');
    expect(back.host).toBe(harbour.host);
    const path = back.pathname + back.search;
    const cookie = String(begun.headers['set-cookie']).split(';')[0] ?? '';

    // What one forum says of somebody is worth nothing at the other, where the same account is a moderator too.
    expect(await place.ask(garden.host, path, { headers: { cookie } })).toMatchObject({ status: 403 });
    const entered = await place.ask(harbour.host, path, { headers: { cookie } });
    expect(entered).toMatchObject({ status: 303, headers: { location: '/rules' } });
    const session =
      [entered.headers['set-cookie']].flat().find((one) => one?.startsWith('waypost_session')) ?? '';
    const headers = { cookie: session.split(';')[0] ?? '' };
    const page = await place.ask(harbour.host, '/sessions', { headers });
    expect(readPage(page.body)).toContain('mira manager');
    expect(await place.ask(garden.host, '/sessions', { headers })).toMatchObject({ status: 303 });
  });

  it('tells strangers of no forum, at no address but its own', async () => {
    for (const path of ['/', '/rules', '/login', '/o/x']) {
      const answer = await place.ask('127.0.0.1', path);
      expect(answer.status).toBe(404);
      expect(answer.body).not.toMatch(/harbour|garden|meadow/);
    }
    const health = await place.ask('127.0.0.1', '/healthz');
    expect(health.status).toBe(200);
    expect(JSON.parse(health.body)).toEqual({ status: 'degraded', forums: 3, failing: 1 });
    expect((await place.ask(meadow.host, '/')).status).toBe(503);
    expect(await place.ask('127.0.0.1', '/metrics')).toMatchObject({ status: 401 });
  });

  it('gives the numbers of all forums to who has the token, and those of one to its own people', async () => {
    const all = await place.ask('127.0.0.1', '/metrics', {
      headers: { authorization: `Bearer ${metricsToken}` },
    });
    expect(all.status).toBe(200);
    for (const forum of [harbour, garden]) {
      expect(all.body).toMatch(new RegExp(`waypost_webhooks_total\\{[^}]*forum="${forum.name}"[^}]*\\} \\d`));
      expect(all.body).toMatch(new RegExp(`waypost_workers\\{[^}]*forum="${forum.name}"[^}]*\\} 1`));
      expect(all.body).toMatch(new RegExp(`waypost_forum_open\\{[^}]*forum="${forum.name}"[^}]*\\} 1`));
    }
    expect(all.body).toMatch(/waypost_forum_open\{[^}]*forum="meadow"[^}]*\} 0/);
    expect(all.body.match(/^# TYPE waypost_workers /gm)).toHaveLength(1);
    expect(all.body.match(/^process_cpu_seconds_total\{/gm)).toHaveLength(1);

    const own = await place.ask(harbour.host, '/metrics', { headers: { cookie: await cookieOf(harbour) } });
    expect(own.status).toBe(200);
    expect(own.body).toContain('forum="harbour"');
    expect(own.body).not.toContain('garden');
  });

  it('asks which forum a command is for', async () => {
    const unnamed = await command('rules');
    expect(unnamed.code).toBe(1);
    expect(unnamed.stderr).toContain('several forums, and a command is for one: harbour, garden, meadow');
    expect((await command('rules', '--forum', 'harbor')).stderr).toContain('(did you mean "harbour"?)');
    expect((await command('rules', '--forum', 'garden')).stdout).toContain('answer');
  });

  it('pauses and erases on one, and leaves the other as it is', async () => {
    await command('pause', '--forum', 'harbour', '--why', 'a test');
    const topic = await question(garden, 'ren');
    expect((await replyTo(garden, topic.topicId))?.raw).toContain(garden.sign);
    await command('resume', '--forum', 'harbour', '--why', 'a test');

    const erased = await command('member', 'erase', '@tariq', '--forum', 'harbour', '--why', 'asked by mail');
    expect(erased.stdout).toContain('Erased');
    expect(await exported(harbour, '@tariq')).toMatchObject({ code: 1 });
    expect(await exported(garden, '@tariq')).toMatchObject({ code: 0 });
  }, 60_000);

  it('goes on for one while the other is away, or has rules with mistakes', async () => {
    await writeFile(join(garden.rules, 'answer.yml'), 'id: answer\nwhen: never\n');
    await garden.goAway();

    const topic = await question(harbour, 'ren');
    expect((await replyTo(harbour, topic.topicId))?.raw).toContain(harbour.sign);
    expect((await place.ask(garden.host, '/login')).status).toBe(200);
  }, 60_000);
});
