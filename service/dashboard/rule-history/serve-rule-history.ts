import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ForumId } from '../../model/ids.ts';
import type { Reports } from '../../storage/reports.ts';
import { troublePage } from '../pages/trouble-page.ts';
import type { DashboardActions } from '../serve-changes.ts';
import { readerOf } from '../serve-pages.ts';
import { changedBy } from '../sign-in/changed-by.ts';
import { ruleHistoryTexts } from '../texts/rule-history.ts';
import type { RuleHistory } from './rule-history.ts';
import { ruleHistoryPage } from './rule-history-page.ts';

const why = z.string().trim().max(500).default('');
const backForm = z.object({ commit: z.string().regex(/^[0-9a-f]{40,64}$/), why });
const shownCommits = 30;

export interface RuleHistoryDeps {
  forum: ForumId;
  reports: Pick<Reports, 'clock'>;
  ruleHistory(most: number): Promise<RuleHistory>;
  actions: Pick<DashboardActions, 'rollBack' | 'followBranch'>;
}

/** `/rules/history`: which commit decides, what came before it, and the way back to any of them. */
export function serveRuleHistory(app: FastifyInstance, deps: RuleHistoryDeps): void {
  const { forum, actions } = deps;

  app.get('/rules/history', { config: { access: 'viewer' } }, async (request, reply) => {
    const [now, history] = await Promise.all([deps.reports.clock(), deps.ruleHistory(shownCommits)]);
    return reply.type('text/html').send(ruleHistoryPage(readerOf(request), history, now));
  });

  app.post('/rules/history/back', { config: { access: 'manager' } }, async (request, reply) => {
    const form = backForm.parse(request.body);
    const { commits } = await deps.ruleHistory(shownCommits);
    if (!commits.some(({ id }) => id === form.commit)) {
      const { language } = readerOf(request);
      const because = ruleHistoryTexts[language].gone;
      return reply
        .code(409)
        .type('text/html')
        .send(troublePage(language, { kind: 'not_done', because }));
    }
    await actions.rollBack({ ...changedBy(request.signedIn, form.why), forum, commit: form.commit });
    return reply.redirect('/rules/history', 303);
  });

  app.post('/rules/history/follow', { config: { access: 'manager' } }, async (request, reply) => {
    const form = z.object({ why }).parse(request.body);
    await actions.followBranch({ ...changedBy(request.signedIn, form.why), forum });
    return reply.redirect('/rules/history', 303);
  });
}
