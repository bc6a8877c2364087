import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fetchCalendar, longestCalendar } from '../../service/calendars/fetch-calendar.ts';
import { isPrivateAddress } from '../../service/calendars/private-addresses.ts';

let answer: (request: IncomingMessage, response: ServerResponse) => void;
let asked: IncomingMessage[] = [];
const server = createServer((request, response) => {
  asked.push(request);
  answer(request, response);
});
let base = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
});

const nothing = { etag: null, lastModified: null };
const trusting = { privateHosts: new Set(['127.0.0.1']) };
const strict = { privateHosts: new Set<string>() };

test('a calendar is read with what tells later whether it has changed', async () => {
  answer = (_request, response) => response.setHeader('etag', '"7"').end('BEGIN:VCALENDAR');

  expect(await fetchCalendar(trusting, `${base}/a.ics`, nothing)).toEqual({
    outcome: 'read',
    text: 'BEGIN:VCALENDAR',
    etag: '"7"',
    lastModified: null,
  });
});

test('one that has not changed is not sent again', async () => {
  answer = (_request, response) => response.writeHead(304).end();

  const fetched = await fetchCalendar(trusting, base, {
    etag: '"7"',
    lastModified: 'Sat, 21 Nov 2026 08:00:00 GMT',
  });

  expect(fetched).toEqual({ outcome: 'unchanged' });
  expect(asked[0]?.headers).toMatchObject({
    'if-none-match': '"7"',
    'if-modified-since': 'Sat, 21 Nov 2026 08:00:00 GMT',
  });
});

describe('what stands against a calendar is told in words', () => {
  const padded = (bytes: number) => (_request: IncomingMessage, response: ServerResponse) =>
    response.end('x'.repeat(bytes));

  test.each<[string, typeof answer, RegExp]>([
    ['an error', (_request, response) => response.writeHead(500).end(), /127\.0\.0\.1 answered 500/],
    ['nothing there', (_request, response) => response.writeHead(404).end(), /answered 404/],
    ['too large', padded(longestCalendar + 1), /larger than 1048576 bytes/],
    [
      'going round',
      (_request, response) => response.writeHead(302, { location: '/again' }).end(),
      /redirects more than 3 times/,
    ],
    [
      'leading to a neighbour',
      (_request, response) => response.writeHead(302, { location: 'https://10.0.0.7/x' }).end(),
      /10\.0\.0\.7 is a private address; name it in PRIVATE_CALENDAR_HOSTS/,
    ],
    [
      'leading out of TLS',
      (_request, response) => response.writeHead(302, { location: 'http://calendar.example/' }).end(),
      /no https address|not an https address/,
    ],
    [
      'leading to a file',
      (_request, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      /not an https address/,
    ],
    ['hanging up', (request) => request.socket.destroy(), /cannot be reached \(ECONNRESET\)/],
  ])('%s', async (_, answers, why) => {
    answer = answers;

    expect(await fetchCalendar(trusting, base, nothing)).toEqual({
      outcome: 'failed',
      why: expect.stringMatching(why) as string,
    });
  });

  test('just 1 MiB is read', async () => {
    answer = padded(longestCalendar);

    expect(await fetchCalendar(trusting, base, nothing)).toMatchObject({ outcome: 'read' });
  });

  test('not answering, or not ending', async () => {
    answer = (_request, response) => void response.write('BEGIN');

    expect(await fetchCalendar({ ...trusting, timeoutMs: 100 }, base, nothing)).toEqual({
      outcome: 'failed',
      why: 'it did not answer in time',
    });
  });
});

describe('nothing private is asked', () => {
  test.each([
    ['this machine by its number', 'https://127.0.0.1/x'],
    ['this machine in other figures', 'https://2130706433/x'],
    ['this machine in IPv6', 'https://[::1]/x'],
    ['this machine within IPv6', 'https://[::ffff:127.0.0.1]/x'],
    ['this machine by its name', 'https://localhost/x'],
    ['what a cloud tells its machines', 'https://169.254.169.254/latest'],
  ])('%s', async (_, address) => {
    const fetched = await fetchCalendar(strict, address, nothing);

    expect(fetched).toEqual({
      outcome: 'failed',
      why: expect.stringMatching(
        /is a private address; name it in PRIVATE_CALENDAR_HOSTS if it is meant/,
      ) as string,
    });
  });

  test('nor anything without TLS', async () => {
    expect(await fetchCalendar(strict, base, nothing)).toEqual({
      outcome: 'failed',
      why: 'it is not an https address',
    });
    expect(asked).toEqual([]);
  });
});

test.each([
  ['8.8.8.8', false],
  ['2606:4700::1111', false],
  ['::ffff:8.8.8.8', false],
  ['10.255.255.255', true],
  ['172.15.0.1', false],
  ['172.31.255.255', true],
  ['192.168.1.1', true],
  ['100.64.0.1', true],
  ['0.0.0.0', true],
  ['224.0.0.1', true],
  ['255.255.255.255', true],
  ['fd00::1', true],
  ['fe80::1', true],
  ['64:ff9b::7f00:1', true],
  ['::ffff:192.168.1.1', true],
  ['not an address', true],
])('%s is private: %s', (address, isPrivate) => {
  expect(isPrivateAddress(address)).toBe(isPrivate);
});
