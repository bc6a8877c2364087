import type { FastifyInstance, LightMyRequestResponse } from 'fastify';

import { demoForumApp } from '../../service/demo-forum/app.ts';
import { createDemoForum } from '../../service/demo-forum/demo-forum.ts';
import type { PageOptions } from '../../service/demo-forum/pages/visit.ts';
import type { DemoForum, DemoForumOptions } from '../../service/demo-forum/demo-forum.ts';

export interface TestForum extends AsyncDisposable {
  forum: DemoForum;
  app: FastifyInstance;
  /** Lets the forum's clock run on. */
  pass(milliseconds: number): void;
  /** A call of the API with the bot's key. */
  call(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
  ): Promise<LightMyRequestResponse>;
  reply(raw: string, rest?: object): Promise<LightMyRequestResponse>;
}

/** The demo forum with its first content, a clock that stands still, and the topic 2 of Tariq to reply in. */
export function aForum(options: Partial<DemoForumOptions> = {}, pages: PageOptions = {}): TestForum {
  let time = Date.parse('2026-11-21T12:00:00.000Z');
  const forum = createDemoForum({ store: 'memory', now: () => new Date(time), ...options });
  const app = demoForumApp(forum, pages);
  const call: TestForum['call'] = (method, path, body) => {
    const payload = body === undefined ? {} : { payload: body };
    return app.inject({ method, url: path, headers: { 'api-key': forum.apiKey }, ...payload });
  };
  return {
    forum,
    app,
    pass: (milliseconds) => void (time += milliseconds),
    call,
    reply: (raw, rest = {}) => call('POST', '/posts.json', { topic_id: 2, raw, ...rest }),
    async [Symbol.asyncDispose]() {
      await app.close();
      await forum.close();
    },
  };
}
