import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { dashboardPassword } from './open-dashboard.ts';

export const ownOrigin = 'http://localhost:4600';

/** Somebody at a browser, signed in: sends the cookie, and with each change the proof and the origin. */
export interface Operator {
  cookie: string;
  csrf: string;
  open(path: string, language?: string): Promise<LightMyRequestResponse>;
  change(
    path: string,
    form?: Record<string, string>,
    over?: Partial<InjectOptions>,
  ): Promise<LightMyRequestResponse>;
}

export async function signIn(app: FastifyInstance, name = 'Ana'): Promise<Operator> {
  const answer = await app.inject({
    method: 'POST',
    url: '/login',
    ...formOf({ password: dashboardPassword, name }),
  });
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  const open = (url: string, language = 'en') =>
    app.inject({ url, headers: { cookie, accept: 'text/html', 'accept-language': language } });
  const csrf = /name="csrf"\s+value="([^"]+)"/.exec((await open('/')).body)?.[1] ?? '';
  return {
    cookie,
    csrf,
    open,
    change(url, form = {}, over = {}) {
      const { headers, payload } = formOf({ csrf, ...form });
      return app.inject({ method: 'POST', url, payload, headers: { ...headers, cookie }, ...over });
    },
  };
}

/** A form as a browser on our own page sends it. */
export function formOf(form: Record<string, string>): { payload: string; headers: Record<string, string> } {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    origin: ownOrigin,
    host: 'localhost:4600',
  };
  return { payload: new URLSearchParams(form).toString(), headers };
}
