import { describe, expect, test } from 'vitest';
import { sayTrouble } from '../../service/cli/connect/say-trouble.ts';
import { type CheckedAddress, checkAddress, isPrivateHost } from '../../service/connect/check-address.ts';

function sayRefused(checked: CheckedAddress): string {
  return checked.ok ? 'accepted' : sayTrouble(checked.trouble);
}

describe('an address that somebody types', () => {
  test.each([
    ['https://forum.example', 'https://forum.example'],
    ['https://forum.example/', 'https://forum.example'],
    ['forum.example', 'https://forum.example'],
    ['https://example.org/forum/', 'https://example.org/forum'],
    ['https://example.org/forum?page=2#top', 'https://example.org/forum'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://192.168.1.4:8080/talk', 'http://192.168.1.4:8080/talk'],
    ['http://discourse:3000', 'http://discourse:3000'],
  ])('%s is taken as %s', (given, url) => {
    expect(checkAddress(given, 'forum')).toMatchObject({ ok: true, url });
  });

  test.each([
    ['http://forum.example', /not encrypted.*https:\/\/forum\.example/],
    ['ftp://forum.example', /no web address/],
    ['http://10.forum.example', /not encrypted/],
    ['https://', /no web address/],
    ['https://admin:secret@forum.example', /leave name and password out/],
  ])('%s is refused, with a way out', (given, why) => {
    expect(sayRefused(checkAddress(given, 'forum'))).toMatch(why);
  });

  test('an address of Waypost that anybody could listen to is refused for what it would carry', () => {
    const checked = checkAddress('http://waypost.example', 'waypost');

    expect(sayRefused(checked)).toMatch(/what members write.*proxy/);
  });
});

test.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['10.1.2.3', true],
  ['172.16.0.1', true],
  ['172.32.0.1', false],
  ['192.168.0.9', true],
  ['[::1]', true],
  ['[fd00::1]', true],
  ['[2001:db8::1]', false],
  ['waypost.internal', true],
  ['waypost', true],
  ['8.8.8.8', false],
  ['10.example.org', false],
  ['192.168.0.9.example.org', false],
  ['[::1:2:3]', false],
  ['localhost.example.org', false],
])('%s is private: %s', (host, expected) => {
  expect(isPrivateHost(host)).toBe(expected);
});
