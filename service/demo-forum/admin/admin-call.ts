import type { FastifyInstance, HTTPMethods } from 'fastify';
import { writeJson } from '../api/answer.ts';
import { serveCall } from '../api/serve-call.ts';
import type { ApiDeps, Call, Result } from '../api/serve-call.ts';
import { ForumRefusal } from '../refusal.ts';

/** One call of an administrator; for everybody else there is no such address. */
export function serveAdmin(
  app: FastifyInstance,
  deps: ApiDeps,
  route: { method: HTTPMethods; path: string; name: string },
  handle: (call: Call) => unknown,
): void {
  const { method, path, name } = route;
  serveCall(app, deps, { method, paths: [path], name, kind: 'administer' }, (call): Result => {
    if (!call.viewer?.admin && name.startsWith('admin/')) return { noSuchRoute: true };
    if (!call.viewer?.admin) throw new ForumRefusal({ kind: 'forbidden' });
    const answer = handle(call);
    if (answer instanceof Unprocessable)
      return { status: 422, json: writeJson({ errors: answer.errors }, 'plain') };
    return { status: 200, json: writeJson(answer, 'plain') };
  });
}

/** 422 with sentences. */
export class Unprocessable {
  readonly errors: readonly string[];
  constructor(...errors: string[]) {
    this.errors = errors;
  }
}

export const success = { success: 'OK' };

export function idOf(call: Call): number {
  return Number(call.params['id']);
}
