import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { chooseLanguage } from '../look/language.ts';
import { type ForumId, ruleId } from '../model/ids.ts';
import type { Actions, PauseScope } from '../steer/actions.ts';
import { troublePage } from './pages/trouble-page.ts';
import { changedBy } from './sign-in/changed-by.ts';

const why = z.string().trim().max(500).default('');
const rule = z.string().regex(/^[a-z0-9-]{1,64}$/);
const pauseForm = z.discriminatedUnion('scope', [
  z.object({ scope: z.literal('forum'), why }),
  z.object({ scope: z.literal('rule'), rule, why }),
]);
const ids = z
  .string()
  .regex(/^\d{1,19}(,\d{1,19})*$/)
  .transform((list) => list.split(',').slice(0, 500));
const replayForm = z.object({ subject: z.enum(['inbox', 'event', 'offer']), ids, why });
const putAsideForm = z.object({ ids, why: z.string().trim().min(1).max(500) });
const rungForm = z.object({ rule, rung: z.enum(['draft', 'shadow', 'review', 'live']), why });

/** Of all that can be changed, what the dashboard has buttons for. */
export type DashboardActions = Pick<
  Actions,
  'pause' | 'resume' | 'replay' | 'putAside' | 'setRung' | 'endSessions' | 'rollBack' | 'followBranch'
>;

/** What people can change. Each ends where its effect can be seen. */
export function serveChanges(
  app: FastifyInstance,
  { forum, actions }: { forum: ForumId; actions: DashboardActions },
): void {
  app.post('/pause', { config: { access: 'manager' } }, async (request, reply) => {
    const form = pauseForm.parse(request.body);
    await actions.pause({ ...changedBy(request.signedIn, form.why), forum, ...scopeOf(form) });
    return reply.redirect(`${placeOf(form)}?done=paused`, 303);
  });

  app.post('/resume', { config: { access: 'manager' } }, async (request, reply) => {
    const form = pauseForm.parse(request.body);
    await actions.resume({ ...changedBy(request.signedIn, form.why), forum, ...scopeOf(form) });
    return reply.redirect(`${placeOf(form)}?done=resumed`, 303);
  });

  app.post('/replay', { config: { access: 'operator' } }, async (request, reply) => {
    const form = replayForm.parse(request.body);
    const by = { ...changedBy(request.signedIn, form.why), forum };
    await actions.replay({ ...by, subject: form.subject, ids: form.ids });
    return reply.redirect('/attention?done=replayed', 303);
  });

  app.post('/put-aside', { config: { access: 'operator' } }, async (request, reply) => {
    const form = putAsideForm.parse(request.body);
    await actions.putAside({ ...changedBy(request.signedIn, form.why), forum, ids: form.ids });
    return reply.redirect('/attention?done=aside', 303);
  });

  app.post('/rung', { config: { access: 'manager' } }, async (request, reply) => {
    const form = rungForm.parse(request.body);
    const change = {
      ...changedBy(request.signedIn, form.why),
      forum,
      rule: ruleId(form.rule),
      rung: form.rung,
    };
    const result = await actions.setRung(change);
    if (result.moved) return reply.redirect('/rules?done=moved', 303);
    const language = chooseLanguage(request.headers['accept-language']);
    const page = troublePage(language, { kind: 'not_done', because: result.because });
    return reply.code(409).type('text/html').send(page);
  });
}

function scopeOf(form: z.infer<typeof pauseForm>): PauseScope {
  return form.scope === 'forum' ? { scope: 'forum' } : { scope: 'rule', rule: ruleId(form.rule) };
}

function placeOf(form: z.infer<typeof pauseForm>): string {
  return form.scope === 'forum' ? '/' : '/rules';
}
