import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { troublePage } from '../pages/trouble-page.ts';
import { readerOf } from '../serve-pages.ts';
import { changedBy } from '../sign-in/changed-by.ts';
import { connectPageTexts } from '../texts/connect.ts';
import { connectPage } from './connect-page.ts';
import type { Connecting } from './port.ts';

const ticked = z
  .string()
  .optional()
  .transform((value) => value !== undefined);
const askForm = z.object({
  forum: z.string().trim().min(1).max(500),
  own: z.string().trim().max(500).default(''),
  bot: z.string().trim().max(60).default(''),
  adopt: ticked,
  leavePlugin: ticked,
  key: z.string().trim().min(1).max(500),
});

const makeForm = z.object({ why: z.string().trim().max(500).default('') });

export interface ConnectPageDeps {
  /** Null: the connection is made at the terminal only. */
  connecting: Connecting | null;
  publicUrl: string | null;
  forumUrl: string | null;
}

/**
 * `/connect`: makes on a forum what Waypost needs, or repairs it; the steps of `waypost connect`, for operators. The admin
 * key comes in a form, once; no page and no address shows it again.
 */
export async function serveConnect(app: FastifyInstance, deps: ConnectPageDeps): Promise<void> {
  const { connecting } = deps;
  await app.register(rateLimit, { global: false });
  const styles = await readFile(new URL('./assets/connect.css', import.meta.url), 'utf8');
  app.get('/connect/connect.css', { config: { access: 'anyone' } }, (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'no-cache').send(styles),
  );

  app.get('/connect', { config: { access: 'operator' } }, async (request, reply) => {
    const reader = readerOf(request);
    const begun = connecting === null ? null : await connecting.begin();
    const state = connecting === null ? null : connecting.state(reader.session.id);
    return reply.type('text/html').send(connectPage(reader, { begun, state, ...deps }));
  });

  if (connecting === null) return;

  // The address is somebody's word, and this machine goes there: not more often than a person would.
  const seldom = { config: { access: 'operator', rateLimit: { max: 10, timeWindow: 60_000 } } } as const;
  app.post('/connect/look', seldom, async (request, reply) => {
    if (!(await mayConnect(connecting, request))) return refuse(request, reply);
    const { key, ...asked } = askForm.parse(request.body);
    const looked = connecting.look(readerOf(request).session.id, asked, key);
    // A forum that lets nobody ask often takes a minute; the page says so meanwhile.
    await Promise.race([looked, wait(3_000, undefined, { ref: false })]);
    return reply.redirect('/connect', 303);
  });

  app.post('/connect/make', { config: { access: 'operator' } }, async (request, reply) => {
    if (!(await mayConnect(connecting, request))) return refuse(request, reply);
    const { why } = makeForm.parse(request.body);
    connecting.make(readerOf(request).session.id, changedBy(request.signedIn, why));
    return reply.redirect('/connect', 303);
  });

  app.post('/connect/forget', { config: { access: 'operator' } }, async (request, reply) => {
    connecting.forget(readerOf(request).session.id);
    return reply.redirect('/connect', 303);
  });

  app.post('/connect/start', { config: { access: 'operator' } }, async (request, reply) => {
    if (!(await mayConnect(connecting, request))) return refuse(request, reply);
    connecting.startAnew();
    return reply.redirect('/connect', 303);
  });
}

/** Whoever has an account on the demo forum may look, and no more. */
async function mayConnect(connecting: Connecting, request: FastifyRequest): Promise<boolean> {
  const { needsPassword } = await connecting.begin();
  return !needsPassword || request.signedIn?.person.by === 'password';
}

function refuse(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { language } = readerOf(request);
  const because = connectPageTexts[language].needsPasswordHow;
  return reply
    .code(403)
    .type('text/html')
    .send(troublePage(language, { kind: 'not_done', because }));
}
