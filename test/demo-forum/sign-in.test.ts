import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { demoForumApp } from '../../service/demo-forum/app.ts';
import { type DemoForum, createDemoForum } from '../../service/demo-forum/demo-forum.ts';

const secret = 'a secret of a site';
const back = 'https://site.example/return?from=forum';
let forum: DemoForum;
let app: FastifyInstance;

beforeAll(() => {
  forum = createDemoForum({ store: 'memory', baseUrl: 'http://forum.test' });
  forum.letSignIn([
    { host: 'other.example', secret: 'of another site' },
    { host: '*.example', secret },
  ]);
  app = demoForumApp(forum);
});
afterAll(async () => {
  await app.close();
  await forum.close();
});

function asking(said: Record<string, string>, key = secret): Record<string, string> {
  const sso = Buffer.from(new URLSearchParams(said).toString()).toString('base64');
  return { sso, sig: createHmac('sha256', key).update(sso).digest('hex') };
}
const plain = { nonce: 'n1', return_sso_url: back };
const ask = (query: Record<string, string>, headers = {}) =>
  app.inject({ url: '/session/sso_provider', query, headers: { accept: 'text/html', ...headers } });

function told(location: unknown): { fields: Record<string, string>; isSigned: boolean; url: URL } {
  const url = new URL(String(location));
  const sso = url.searchParams.get('sso') ?? '';
  const sig = createHmac('sha256', secret).update(sso).digest('hex');
  const fields = Object.fromEntries(new URLSearchParams(Buffer.from(sso, 'base64').toString()));
  return { fields, isSigned: sig === url.searchParams.get('sig'), url };
}

describe('the forum as the place to sign in', () => {
  it('asks who one wants to be, staff first', async () => {
    const page = await ask(asking(plain));

    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('site.example asks who you are');
    expect(page.body).toMatch(/as=mira"[^]*moderator/);
  });

  it('tells the site who was chosen, signed, with groups, and keeps what the site said', async () => {
    const answer = await ask({ ...asking(plain), as: 'mira' });
    const { fields, isSigned, url } = told(answer.headers.location);

    expect(isSigned).toBe(true);
    expect(url.href).toMatch(/^https:\/\/site\.example\/return\?from=forum&sso=/);
    expect(fields).toMatchObject({
      ...plain,
      admin: 'false',
      moderator: 'true',
      username: 'mira',
      external_id: String(forum.member('mira').id),
    });
    expect(fields['groups']?.split(',')).toEqual(expect.arrayContaining(['moderators', 'staff']));
  });

  it('asked quietly, tells who is signed in, or that nobody is', async () => {
    const quiet = asking({ ...plain, prompt: 'none' });
    const cookie = String((await ask({ ...asking(plain), as: 'mira' })).headers['set-cookie']).split(';')[0];

    expect(told((await ask(quiet)).headers.location).fields).toMatchObject({ failed: 'true', nonce: 'n1' });
    expect(told((await ask(quiet, { cookie })).headers.location).fields).toMatchObject({ username: 'mira' });
  });

  it('lets nobody be whose account may not be used', async () => {
    forum.addMember({ username: 'rude', name: 'Rude' });
    forum.changeMember('rude', { standing: 'suspended' });

    expect((await ask({ ...asking(plain), as: 'rude' })).statusCode).toBe(200);
    expect((await ask({ ...asking(plain), as: 'system' })).statusCode).toBe(200);
  });

  it.each([
    ['a wrong signature', asking(plain, 'guess'), 422],
    ['nothing said', {}, 422],
    ['no place to go back to', asking({ nonce: 'n1' }), 422],
    ['a site that is not known', asking({ nonce: 'n1', return_sso_url: 'https://evil.test/' }), 400],
    ['a prompt that does not exist', asking({ ...plain, prompt: 'please' }), 400],
  ])('refuses %s', async (_, query, status) => {
    const answer = await ask(query);

    expect([answer.statusCode, answer.headers.location]).toEqual([status, undefined]);
  });

  it('is not there while it is switched off', async () => {
    const own = createDemoForum({ store: 'memory' });
    const ownApp = demoForumApp(own);

    const answer = await ownApp.inject({ url: '/session/sso_provider', query: asking(plain) });
    await ownApp.close();
    await own.close();

    expect(answer.statusCode).toBe(404);
  });
});
