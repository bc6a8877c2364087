import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ForumId } from '../model/ids.ts';
import type { Reports } from '../storage/reports.ts';
import { changesPage } from './pages/changes-page.ts';
import { readerOf } from './serve-pages.ts';

const shownAtOnce = 100;
const said = z.string().trim().min(1).max(100).optional().catch(undefined);
const asked = z.object({
  who: said,
  what: said,
  text: said,
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .catch(undefined),
});

/** `/changes`: what people changed, by whom, about what. */
export function showChanges(
  app: FastifyInstance,
  { forum, reports }: { forum: ForumId; reports: Reports },
): void {
  app.get('/changes', { config: { access: 'viewer' } }, async (request, reply) => {
    const { who, what, text, before } = asked.parse(request.query);
    const filter = {
      ...(who === undefined ? {} : { who }),
      ...(what === undefined ? {} : { what }),
      ...(text === undefined ? {} : { text }),
      ...(before === undefined ? {} : { before }),
    };
    const [found, names, now] = await Promise.all([
      reports.recentChanges(forum, shownAtOnce + 1, filter),
      reports.changeNames(forum),
      reports.clock(),
    ]);
    const report = {
      changes: found.slice(0, shownAtOnce),
      hasMore: found.length > shownAtOnce,
      filter,
      names,
      now,
    };
    return reply.type('text/html').send(changesPage(readerOf(request), report));
  });
}
