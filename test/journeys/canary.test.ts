import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sayWeek } from '../../service/alert/say-week.ts';
import { readConfig } from '../../service/config.ts';
import { connectToRedis } from '../../service/embedded/redis-connection.ts';
import { readRedisFiles } from '../../service/embedded/redis-files.ts';
import { defaultForum } from '../../service/model/ids.ts';
import { openStores } from '../../service/runtime/open-stores.ts';
import { eventually } from '../support/run-part.ts';
import { type RunningWaypost, makePlace } from './start-waypost.ts';

/** Words that are nowhere else: in a text, a title, a name and an answer. */
const canaries = ['zanzibarine', 'quillfeather', 'ottoline', 'marzipanic'];
const metricsToken = 'a token of the canary test';
const alertSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** One walk through the whole service, with everything that leaves it but replies and pages caught. */
describe('what members write, and their names', () => {
  const alerts: string[] = [];
  const listener = createServer((request, response) => {
    void request
      .setEncoding('utf8')
      .on('data', (text: string) => alerts.push(text))
      .on('end', () => response.end('ok'));
  });
  let place: Awaited<ReturnType<typeof makePlace>>;
  let waypost: RunningWaypost;
  let secrets: Record<string, string>;
  /** Every command that reached Redis; null where there is none. */
  let commands: string[] | null = null;
  const redis = { stop: () => {} };

  beforeAll(async () => {
    place = await makePlace();
    await new Promise<void>((resolve) => void listener.listen(0, '127.0.0.1', resolve));
    waypost = await place.start({
      LOG_LEVEL: 'debug',
      METRICS_TOKEN: metricsToken,
      ALERT_WEBHOOK: `http://127.0.0.1:${(listener.address() as AddressInfo).port}/told`,
      ALERT_WEBHOOK_SECRET: alertSecret,
    });
    secrets = JSON.parse(await readFile(join(place.dataDir, 'demo-secrets.json'), 'utf8')) as typeof secrets;
    await listenToRedis();
    await walk();
  }, 120_000);
  afterAll(async () => {
    await waypost?.[Symbol.asyncDispose]();
    await place?.[Symbol.asyncDispose]();
    redis.stop();
    listener.close();
  });

  async function listenToRedis(): Promise<void> {
    const files = await readRedisFiles(join(place.dataDir, 'redis'));
    if (files === null) return;
    const heard: string[] = [];
    const client = await connectToRedis(files.socket, 'canary');
    const monitor = await client.monitor();
    monitor.on('error', () => {});
    monitor.on('monitor', (_time: string, args: string[]) => heard.push(args.join(' ')));
    redis.stop = () => {
      monitor.disconnect();
      client.disconnect();
    };
    commands = heard;
  }

  async function hook(body: string, secret: string): Promise<number> {
    const answer = await fetch(`${waypost.address}/hooks/discourse/default`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-discourse-event': 'post_created',
        'x-discourse-event-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      },
      body,
    });
    return answer.status;
  }

  async function walk(): Promise<void> {
    const { forum } = waypost;
    await forum.addMember({ username: 'ottoline', name: 'Ottoline', trustLevel: 1 });
    const asked = await forum.write({
      as: 'ottoline',
      title: 'Locked out, says quillfeather',
      categoryId: 5,
      raw: 'I forgot my password, zanzibarine, and the mail does not arrive. What can I do now?',
    });
    await eventually(
      'the reply',
      () => forum.topic(asked.topicId),
      (posts) => posts.some(({ username }) => username === 'waypost'),
    );
    await forum.edit(asked.id, { as: 'ottoline', raw: 'Never mind the zanzibarine password any more.' });
    // Said back, by which an account is left alone.
    await forum.write({
      as: 'ottoline',
      topicId: asked.topicId,
      raw: 'Marzipanic, and thanks anyway to all.',
    });
    // What cannot be read, is not signed, or fails.
    expect(
      await hook('{"post":{"username":"ottoline","raw":"zanzibarine"}}', secrets['webhookSecret'] ?? ''),
    ).toBe(200);
    expect(await hook('{"post": zanzibarine ottoline', secrets['webhookSecret'] ?? '')).toBe(200);
    expect(await hook('{"post":{"raw":"zanzibarine"}}', 'not the secret')).toBe(401);
    await forum.misbehave({ mode: 'server-error', times: 2 });
    await forum.misbehave({ mode: 'answer-never-comes', times: 1 });
    const again = await forum.write({
      as: 'jonna',
      title: 'Once more about quillfeather',
      categoryId: 5,
      raw: 'I forgot my password again, zanzibarine. The mail does not arrive either.',
    });
    await fetch(`${waypost.address}/explain?url=${encodeURIComponent('zanzibarine')}`);
    await fetch(`${waypost.address}/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: waypost.address },
      body: 'password=zanzibarine&name=ottoline',
    });
    const { length } = await eventually(
      'the reply after the faults',
      () => forum.topic(again.topicId),
      (posts) => posts.some(({ username }) => username === 'waypost'),
    );
    expect(length).toBe(2);
  }

  async function metrics(): Promise<string> {
    const headers = { authorization: `Bearer ${metricsToken}` };
    return await (await fetch(`${waypost.address}/metrics`, { headers })).text();
  }

  const everySecret = () => [...Object.values(secrets), metricsToken, alertSecret, 'not the secret'];

  it('stand in no log, at the level that says most', () => {
    const logs = waypost.err();

    expect(logs).toContain('dashboard password refused');
    expect(logs).toContain('offer sent');
    expect(logs).not.toContain('TypeError');
    expect(leaks(logs, [...canaries, ...everySecret()])).toEqual([]);
    expect(leaks(waypost.out(), canaries)).toEqual([]);
  });

  it('stand in no number and no answer about health', async () => {
    const health = await (await fetch(`${waypost.address}/healthz`)).text();
    const numbers = await metrics();

    expect(numbers).toMatch(/^waypost_/m);
    expect(leaks(numbers + health, [...canaries, ...everySecret()])).toEqual([]);
  });

  it('stand in no job, nor in anything else that reaches Redis', (context) => {
    if (commands === null) return context.skip('no redis-server found');

    expect(commands.length).toBeGreaterThan(10);
    expect(commands.some((command) => /e-\d+-\d+/.test(command))).toBe(true);
    expect(leaks(commands.join('\n'), [...canaries, ...everySecret()])).toEqual([]);
  });

  it('stand in no alert and in no summary of the week', async () => {
    const config = readConfig({ DATA_DIR: place.dataDir, RULES_PATH: place.rules });
    await using opened = await openStores(config, pino({ level: 'silent' }));
    const { reports, db } = opened.stores;
    const week = sayWeek(await reports.week(defaultForum), 'en');
    const kept = await db.selectFrom('alert').selectAll().execute();
    const inbox = await db.selectFrom('inbox').select('state').where('state', '=', 'quarantined').execute();

    expect(inbox.length).toBeGreaterThan(0);
    expect(leaks(JSON.stringify([week, kept, alerts]), [...canaries, ...everySecret()])).toEqual([]);
  });
});

/** The words that are found, each with what stands around it. */
function leaks(text: string, wanted: readonly string[]): string[] {
  const low = text.toLowerCase();
  return wanted.flatMap((word) => {
    const at = low.indexOf(word.toLowerCase());
    return at < 0 ? [] : [`${word}: …${text.slice(Math.max(0, at - 200), at + 100)}…`];
  });
}
