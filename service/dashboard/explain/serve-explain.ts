import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ExplainPost } from '../../explain/explain-post.ts';
import { parsePostAddress } from '../parse-post-address.ts';
import type { Sight } from '../../storage/reports/sight.ts';
import { type PagesDeps, readerOf, sightOf } from '../serve-pages.ts';
import { type Asked, explainPage } from './explain-page.ts';

export interface ExplainPageDeps extends PagesDeps {
  explain: ExplainPost;
  /** Whether there is a playground to try rules in. */
  canTry: boolean;
}

const query = z.object({ url: z.string().trim().max(500).catch('') });

/** `/explain`: why, and why not, for every post that the service has ever seen. */
export async function serveExplain(app: FastifyInstance, deps: ExplainPageDeps): Promise<void> {
  const styles = await readFile(new URL('./assets/explain.css', import.meta.url), 'utf8');
  app.get('/explain/explain.css', { config: { access: 'anyone' } }, (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'no-cache').send(styles),
  );

  app.get('/explain', { config: { access: 'viewer' } }, async (request, reply) => {
    const { url } = query.parse(request.query);
    const [now, health] = await Promise.all([deps.reports.clock(), deps.reports.forumHealth(deps.forum)]);
    const asked = await ask(deps, url, {
      forumUrl: health?.baseUrl ?? 'http://localhost',
      sight: sightOf(request, deps),
    });
    const report = { typed: url, asked, health, rulebook: deps.rulebook(), now, canTry: deps.canTry };
    return reply
      .code(asked.kind === 'not_seen' ? 404 : 200)
      .type('text/html')
      .send(explainPage(readerOf(request), report));
  });
}

async function ask(
  { explain }: ExplainPageDeps,
  typed: string,
  { forumUrl, sight }: { forumUrl: string; sight: Sight },
): Promise<Asked> {
  if (typed === '') return { kind: 'nothing_asked' };
  const understood = parsePostAddress(typed, forumUrl);
  return understood.kind === 'post' ? await explain(understood.address, sight) : understood;
}
