import { describe, expect, it } from 'vitest';
import { isOwnOrigin, ownPath } from '../../service/dashboard/sign-in/is-own-origin.ts';
import { createSessions } from '../../service/dashboard/sign-in/sessions.ts';

const password = 'correct horse battery';
const hour = 3_600_000;

describe('a session', () => {
  it('knows who signed in, and proves its own forms', () => {
    const sessions = createSessions({ password });

    const session = sessions.read(sessions.open('Ana'));

    expect(session).toMatchObject({ who: 'Ana', isAging: false });
    expect(session?.csrf).toMatch(/^[\w-]{43}$/);
  });

  it('goes on over a restart and on another machine with the same password, and ends with another', () => {
    const cookie = createSessions({ password }).open('Ana');

    expect(createSessions({ password }).read(cookie)?.who).toBe('Ana');
    expect(createSessions({ password: 'another password' }).read(cookie)).toBeNull();
  });

  it('ends after its time', () => {
    let now = 1_000_000;
    const sessions = createSessions({ password, lifetimeMs: hour, now: () => now });
    const cookie = sessions.open('Ana');

    now += hour - 1;
    expect(sessions.read(cookie)?.isAging).toBe(true);
    now += 1;

    expect(sessions.read(cookie)).toBeNull();
    expect(sessions.renew(cookie)).toBeNull();
  });

  it('keeps its proof when it is renewed, so that open forms still work', () => {
    const sessions = createSessions({ password });
    const cookie = sessions.open('Ana');

    expect(sessions.read(sessions.renew(cookie) ?? '')?.csrf).toBe(sessions.read(cookie)?.csrf);
  });

  it.each([
    ['nothing', undefined],
    ['an empty cookie', ''],
    ['a cookie without a signature', 'eyJ3aG8iOiJBbmEifQ'],
    ['a cookie signed by nobody', 'eyJ3aG8iOiJBbmEifQ.AAAA'],
    ['noise', '..'],
  ])('is not opened by %s', (_, cookie) => {
    expect(createSessions({ password }).read(cookie)).toBeNull();
  });

  it('is not opened by a cookie in which the name was changed', () => {
    const sessions = createSessions({ password });
    const [text = '', signature] = sessions.open('Ana').split('.');
    const changed = Buffer.from(Buffer.from(text, 'base64url').toString().replace('Ana', 'Eve')).toString(
      'base64url',
    );

    expect(sessions.read(`${changed}.${signature}`)).toBeNull();
  });
});

describe('the origin of a change', () => {
  it.each([
    ['the page itself', 'http://127.0.0.1:4600', null, true],
    ['the address people use behind a proxy', 'https://waypost.example', 'https://waypost.example', true],
    ['another site', 'https://evil.example', 'https://waypost.example', false],
    ['another port of the same machine', 'http://127.0.0.1:4601', null, false],
    ['a site whose name begins like ours', 'http://127.0.0.1:4600.evil.example', null, false],
    ['a page that hides where it is', 'null', null, false],
    ['nobody', undefined, null, false],
  ])('%s', (_, origin, publicUrl, isOwn) => {
    expect(isOwnOrigin({ origin, host: '127.0.0.1:4600' }, publicUrl)).toBe(isOwn);
  });
});

describe('the page after signing in', () => {
  it.each([
    ['/posts?url=42', '/posts?url=42'],
    [undefined, '/'],
    ['https://evil.example', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/login?next=/login', '/'],
    ['/posts\r\nSet-Cookie: a=b', '/'],
  ])('for %s is %s', (next, path) => {
    expect(ownPath(next)).toBe(path);
  });
});
