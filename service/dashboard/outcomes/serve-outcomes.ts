import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { html } from '../../look/html.ts';
import { resourceId, ruleId } from '../../model/ids.ts';
import { findResource } from '../../rulebook/resources/find-resource.ts';
import { troublePage } from '../pages/trouble-page.ts';
import { type PagesDeps, readerOf, sightOf } from '../serve-pages.ts';
import { outcomesTexts } from '../texts/outcomes.ts';
import { outcomesPage } from './outcomes-page.ts';

const place = z.object({ id: z.string().max(200) });

/** `/rules/:id/outcomes` and `/guides/:id`: what became of what was shown. */
export async function serveOutcomes(app: FastifyInstance, deps: PagesDeps): Promise<void> {
  const { forum, reports } = deps;
  const styles = await readFile(new URL('./assets/outcomes.css', import.meta.url), 'utf8');
  app.get('/outcomes/outcomes.css', { config: { access: 'anyone' } }, (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'no-cache').send(styles),
  );

  app.get('/rules/:id/outcomes', { config: { access: 'viewer' } }, async (request, reply) => {
    const { id } = place.parse(request.params);
    const reader = readerOf(request);
    const words = outcomesTexts[reader.language];
    const numbers = await reports.outcomes(forum, { rule: id }, sightOf(request, deps));
    const rule = deps.rulebook()?.rules.get(ruleId(id));
    reply.type('text/html');
    if (!rule && numbers.shown === 0)
      return reply.code(404).send(troublePage(reader.language, { kind: 'not_found' }));
    const guide = rule
      ? html`<span dir="auto">${rule.goal}</span>. ${words.guide}:
          <a href="/guides/${encodeURIComponent(rule.offer)}"><code>${rule.offer}</code></a> · `
      : html`<code>${id}</code> · `;
    const lead = html`${guide}<a href="/rules">${words.back}</a>`;
    return reply.send(outcomesPage(reader, { title: words.ruleTitle(id), lead, numbers, ofGuide: false }));
  });

  app.get('/guides/:id', { config: { access: 'viewer' } }, async (request, reply) => {
    const { id } = place.parse(request.params);
    const reader = readerOf(request);
    const words = outcomesTexts[reader.language];
    const numbers = await reports.outcomes(forum, { resource: id }, sightOf(request, deps));
    const rulebook = deps.rulebook();
    const guide = rulebook === null ? undefined : findResource(rulebook, resourceId(id));
    reply.type('text/html');
    if (!guide && numbers.shown === 0)
      return reply.code(404).send(troublePage(reader.language, { kind: 'not_found' }));
    const lead = html`<code>${guide?.file ?? id}</code> · <a href="/rules">${words.back}</a>`;
    const title = words.guideTitle(guide?.title ?? id);
    return reply.send(outcomesPage(reader, { title, lead, numbers, ofGuide: true }));
  });
}
