import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ForumId } from '../../model/ids.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { Reviewed, Reviewer, Reviews } from '../../steer/review-offers.ts';
import type { Reports } from '../../storage/reports.ts';
import { readerOf } from '../serve-pages.ts';
import { changedBy } from '../sign-in/changed-by.ts';
import { type ReviewReport, type Said, reviewPage } from './review-page.ts';
import { accountOf, careRulesOf } from './sees-care.ts';

export interface ReviewDeps {
  forum: ForumId;
  reports: Reports;
  rulebook(): Rulebook | null;
  reviews: Reviews;
  /** Markdown as the forum would show it, made harmless. */
  cook(markdown: string): string;
}

const why = z.string().trim().max(500).default('');
const id = z.string().regex(/^\d{1,18}$/);
const oneForm = z.object({
  id,
  decision: z.enum(['approve', 'reject']),
  /** What stands in the field is what is sent; where there is no field, the guide as it is. */
  text: z.string().max(8_000).nullable().default(null),
  why,
});
const severalForm = z.object({
  ids: z.preprocess(
    (value) => (typeof value === 'string' ? [value] : value),
    z.array(id).max(50).default([]),
  ),
  decision: z.enum(['approve', 'reject']),
  why,
});
const query = z.object({
  said: z.enum(['approve', 'reject', 'several', 'gone', 'care_as_it_is']).nullable().catch(null),
  count: z.coerce.number().int().min(0).max(50).catch(0),
  left: z.coerce.number().int().min(0).max(50).catch(0),
});

/** Care is further held to the accounts that its rules name. */
const access = ['approver', 'manager'] as const;

/** The page of approvals and what can be decided on it. */
export async function serveReview(app: FastifyInstance, deps: ReviewDeps): Promise<void> {
  const { reviews } = deps;
  await serveAssets(app);

  app.get('/review', { config: { access } }, async (request, reply) => {
    const { said, ...numbers } = query.parse(request.query);
    return await answer(request, reply, {
      said: said === null ? null : sentence(said, numbers),
      refused: null,
    });
  });

  app.post('/review', { config: { access } }, async (request, reply) => {
    const form = oneForm.parse(request.body);
    const by = reviewer(deps, request, form.why);
    const result =
      form.decision === 'reject'
        ? await reviews.reject({ ...by, id: form.id })
        : await reviews.approve({ ...by, id: form.id, edited: form.text });
    if (!result.done && result.because === 'text_has_faults') {
      const refused = { id: form.id, typed: form.text ?? '', faults: result.faults };
      return await answer(request, reply.code(422), { said: null, refused });
    }
    const said = result.done ? form.decision : result.because;
    return reply.redirect(`/review?said=${said}`, 303);
  });

  app.post('/review/several', { config: { access } }, async (request, reply) => {
    const form = severalForm.parse(request.body);
    const by = reviewer(deps, request, form.why);
    const results: Reviewed[] = [];
    for (const each of form.ids) {
      results.push(
        form.decision === 'reject'
          ? await reviews.reject({ ...by, id: each })
          : await reviews.approve({ ...by, id: each, edited: null }),
      );
    }
    const count = results.filter(({ done }) => done).length;
    return reply.redirect(`/review?said=several&count=${count}&left=${results.length - count}`, 303);
  });

  async function answer(
    request: FastifyRequest,
    reply: FastifyReply,
    more: Pick<ReviewReport, 'said' | 'refused'>,
  ): Promise<FastifyReply> {
    const { forum, reports, cook } = deps;
    const reader = readerOf(request);
    const rulebook = deps.rulebook();
    const careOf = careRulesOf(reader.session, rulebook);
    const [now, health, proposed] = await Promise.all([
      reports.clock(),
      reports.forumHealth(forum),
      reports.proposedOffers(forum, careOf),
    ]);
    const forumUrl = (health?.baseUrl ?? '').replace(/\/$/, '');
    const page = reviewPage(reader, { proposed, rulebook, now, forumUrl, cook, ...more });
    return reply.type('text/html').send(page);
  }
}

function reviewer({ forum }: ReviewDeps, { signedIn }: FastifyRequest, said: string): Reviewer {
  const by = changedBy(signedIn, said);
  // Whoever has lost the role since cannot send care by being named alone.
  const account = signedIn?.roles.includes('approver') ? accountOf(signedIn) : null;
  return { ...by, forum, account };
}

function sentence(what: Said['what'], numbers: { count: number; left: number }): Said {
  return what === 'several' ? { what, ...numbers } : { what };
}

/** Open to everybody, as the look is: they tell nothing. */
async function serveAssets(app: FastifyInstance): Promise<void> {
  const read = (name: string) => readFile(new URL(`./assets/${name}`, import.meta.url), 'utf8');
  const [keys, styles] = await Promise.all([read('keys.js'), read('review.css')]);
  app.get('/review/keys.js', { config: { access: 'anyone' } }, (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache').send(keys),
  );
  app.get('/review/review.css', { config: { access: 'anyone' } }, (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'no-cache').send(styles),
  );
}
