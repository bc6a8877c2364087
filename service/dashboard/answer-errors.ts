import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ZodError } from 'zod';
import { chooseLanguage } from '../look/language.ts';
import { type Trouble, troublePage } from './pages/trouble-page.ts';
import type { RoleGroups } from '../model/role-groups.ts';
import { Refusal } from './sign-in/refusal.ts';

/** Classes of SQLSTATE and of socket errors that mean: the database is not there, or not now. */
const databaseAway = /^(08|53|57P|ECONN|ENOENT|ENOTFOUND|ETIMEDOUT|EPIPE|EHOSTUNREACH)/;

/** Errors become pages that say what happened and what to do; details go to the log only. */
export function answerErrors(app: FastifyInstance, { roleGroups }: { roleGroups: RoleGroups }): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { status, trouble } = judge(error, request, roleGroups);
    if (status >= 500) request.log.error({ err: error }, 'dashboard page failed');
    return send(reply, request, status, trouble);
  });
}

/** An address that is none becomes a page too; it tells strangers nothing that they could not guess. */
export function answerMissing(scope: FastifyInstance): void {
  scope.setNotFoundHandler((request, reply) => send(reply, request, 404, { kind: 'not_found' }));
}

function judge(
  error: FastifyError,
  request: FastifyRequest,
  roleGroups: RoleGroups,
): { status: number; trouble: Trouble } {
  if (error instanceof Refusal) {
    const { because, needed } = error;
    return {
      status: 403,
      trouble: because === 'role' ? { kind: 'role', needed, roleGroups } : { kind: because },
    };
  }
  if (error instanceof ZodError) return { status: 400, trouble: { kind: 'stale' } };
  if (error.statusCode === 429) return { status: 429, trouble: { kind: 'too_many' } };
  if (databaseAway.test(error.code)) return { status: 503, trouble: { kind: 'database' } };
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return { status: error.statusCode, trouble: { kind: 'stale' } };
  }
  return { status: 500, trouble: { kind: 'unexpected', requestId: request.id } };
}

function send(reply: FastifyReply, request: FastifyRequest, status: number, trouble: Trouble): FastifyReply {
  const language = chooseLanguage(request.headers['accept-language']);
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('text/html')
    .send(troublePage(language, trouble));
}
