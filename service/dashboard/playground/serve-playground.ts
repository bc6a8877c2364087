import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readerOf } from '../serve-pages.ts';
import { answerFragment } from './answer-fragment.ts';
import { ask, fileOf, nothingAnswered } from './ask.ts';
import { type FillInDeps, type Filled, fillIn, isNew, withDraft, withPost, withRule } from './fill-in.ts';
import { playgroundPage } from './playground-page.ts';
import type { PlaygroundReport } from './report.ts';
import { type Question, bodyLimit, emptyQuestion, limits, readQuestion, rulePath } from './question.ts';

export interface PlaygroundDeps extends FillInDeps {
  /** Markdown as the forum would show it, made harmless. */
  cook(markdown: string): string;
}

const mostListed = 30;
const id = (digits: number) =>
  z
    .string()
    .regex(new RegExp(`^\\d{1,${digits}}$`))
    .catch('');
const query = z.object({
  post: id(9),
  rule: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/)
    .catch(''),
  case: z.literal('silent').nullable().catch(null),
});
const proposal = z.object({ why: z.string().trim().max(500).catch('') });

/** `/playground`: tries a rule on a post. Nothing is sent, nothing written; only a proposal leaves the page. */
export async function servePlayground(app: FastifyInstance, deps: PlaygroundDeps): Promise<void> {
  await serveAssets(app);
  const viewer = { config: { access: 'viewer' as const }, bodyLimit };

  app.get('/playground', viewer, async (request, reply) => {
    const asked = query.parse(request.query);
    const caseOf = asked.case === null ? '' : asked.post;
    const chosen = { ...emptyQuestion, post: asked.post, rule: asked.rule, caseOf };
    const filled = await withRule(deps, await withPost(deps, chosen));
    const question = isNew(filled) ? withDraft(deps, filled) : filled;
    return await show(request, reply, { question, said: null });
  });

  app.post('/playground', viewer, async (request, reply) => {
    const { question, does } = readQuestion(request.body);
    return await show(request, reply, await fillIn(deps, question, does));
  });

  app.post('/playground/look', viewer, async (request, reply) => {
    const { question } = readQuestion(request.body);
    const rulebook = deps.rulebook();
    if (rulebook === null) return reply.code(503).send();
    const answer = await ask(deps, rulebook, question);
    const now = await deps.reports.clock();
    const context = { language: readerOf(request).language, now, cook: deps.cook };
    return reply.type('text/html').send(answerFragment(answer, question, context).text);
  });

  app.post('/playground/download', viewer, async (request, reply) => {
    const { question } = readQuestion(request.body);
    const name = fileOf(question).split('/').at(-1) ?? 'rule.yml';
    return reply
      .header('content-disposition', `attachment; filename="${name}"`)
      .type('application/yaml; charset=utf-8')
      .send(question.yaml);
  });

  app.post('/playground/propose', { config: { access: 'manager' }, bodyLimit }, async (request, reply) => {
    const { question } = readQuestion(request.body);
    return await show(request, reply, { question, said: null }, await propose(request, question));
  });

  async function propose(
    request: FastifyRequest,
    question: Question,
  ): Promise<NonNullable<PlaygroundReport['proposed']> | null> {
    const { proposeChange } = deps.playground;
    const path = fileOf(question);
    const isTooLong = question.yaml.length > limits.yaml;
    if (!proposeChange || question.yaml.trim() === '' || !rulePath.test(path) || isTooLong) return null;
    const { why } = proposal.parse(request.body);
    const who = readerOf(request).session.who;
    try {
      return await proposeChange({ path, text: question.yaml, who, why });
    } catch (error) {
      request.log.warn({ err: error, path }, 'rule not proposed');
      return { because: error instanceof Error ? error.message : String(error) };
    }
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    { question, said }: Filled,
    proposed: PlaygroundReport['proposed'] = null,
  ): Promise<FastifyReply> {
    const rulebook = deps.rulebook();
    const [now, kept, answer] = await Promise.all([
      deps.reports.clock(),
      deps.reports.keptPosts(deps.forum, mostListed),
      rulebook === null ? nothingAnswered : ask(deps, rulebook, question),
    ]);
    const canPropose = deps.playground.proposeChange !== undefined;
    const report = { question, answer, said, rulebook, kept, now, canPropose, proposed, cook: deps.cook };
    return reply.type('text/html').send(playgroundPage(readerOf(request), report));
  }
}

async function serveAssets(app: FastifyInstance): Promise<void> {
  const read = (name: string) => readFile(new URL(`./assets/${name}`, import.meta.url), 'utf8');
  const [script, styles] = await Promise.all([read('playground.js'), read('playground.css')]);
  app.get('/playground/playground.js', { config: { access: 'anyone' } }, (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache').send(script),
  );
  app.get('/playground/playground.css', { config: { access: 'anyone' } }, (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'no-cache').send(styles),
  );
}
