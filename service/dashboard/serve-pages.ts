import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { chooseLanguage } from '../look/language.ts';
import type { ForumId } from '../model/ids.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Reports } from '../storage/reports.ts';
import type { Sight } from '../storage/reports/sight.ts';
import { parsePostAddress } from './parse-post-address.ts';
import type { ExplainPost } from '../explain/explain-post.ts';
import { attentionPage } from './pages/attention-page.ts';
import { comingPage } from './pages/coming-page.ts';
import { membersPage } from './pages/members-page.ts';
import { nowPage } from './pages/now-page.ts';
import { type Found, postsPage } from './pages/posts-page.ts';
import { rulesPage } from './pages/rules-page.ts';
import type { Reader } from './pages/shell.ts';
import { seesCare } from './review/sees-care.ts';

export interface PagesDeps {
  forum: ForumId;
  reports: Reports;
  /** The rules that decide at present; null while none are loaded. */
  rulebook(): Rulebook | null;
  /** Explains a post; absent where nobody can be asked. */
  explain?: ExplainPost;
}

const pageQuery = z.object({
  done: z.enum(['paused', 'resumed', 'replayed', 'aside', 'moved']).nullable().catch(null),
});
const rulesQuery = z.object({
  find: z.string().trim().max(100).catch(''),
  order: z.enum(['name', 'active']).catch('name'),
});
const postsQuery = z.object({ url: z.string().trim().max(500).catch('') });

/** The pages that tell how things are. None of them changes anything. */
export function servePages(app: FastifyInstance, deps: PagesDeps): void {
  const { forum, reports } = deps;

  app.get('/', { config: { access: 'viewer' } }, async (request, reply) => {
    const [overview, health, progress, recent, rules, changes, lookingBack] = await Promise.all([
      reports.overview(forum, 24, sightOf(request, deps)),
      reports.forumHealth(forum),
      reports.progress(),
      reports.recentDecisions(forum, 12, sightOf(request, deps)),
      reports.rulesActivity(forum),
      reports.recentChanges(forum, 5),
      reports.lookingBack(forum),
    ]);
    const report = { overview, health, progress, recent, rules, changes, lookingBack };
    return reply.type('text/html').send(nowPage(readerOf(request), report));
  });

  app.get('/posts', { config: { access: 'viewer' } }, async (request, reply) => {
    const { url } = postsQuery.parse(request.query);
    const [now, health] = await Promise.all([reports.clock(), reports.forumHealth(forum)]);
    const sight = sightOf(request, deps);
    const found = await find(deps, url, { forumUrl: health?.baseUrl ?? 'http://localhost', sight });
    const recent = found.kind === 'story' ? [] : await reports.recentDecisions(forum, 20, sight);
    return reply
      .code(found.kind === 'not_seen' ? 404 : 200)
      .type('text/html')
      .send(
        postsPage(readerOf(request), {
          typed: url,
          found,
          health,
          recent,
          rulebook: deps.rulebook(),
          now,
          canExplain: deps.explain !== undefined,
        }),
      );
  });

  app.get('/rules', { config: { access: 'viewer' } }, async (request, reply) => {
    const sight = sightOf(request, deps);
    const [now, health, activity, acceptance] = await Promise.all([
      reports.clock(),
      reports.forumHealth(forum),
      reports.rulesActivity(forum, 24 * 7, sight),
      reports.acceptance(forum, sight),
    ]);
    const hasPlugin =
      health === null || health.plugin.state === 'unknown' ? null : health.plugin.state !== 'absent';
    const report = { activity, rulebook: deps.rulebook(), now, acceptance, sight, hasPlugin };
    const choice = rulesQuery.parse(request.query);
    return reply.type('text/html').send(rulesPage(readerOf(request), { ...report, choice }));
  });

  app.get('/members', { config: { access: 'viewer' } }, async (request, reply) => {
    const [figures, searches] = await Promise.all([
      reports.membersByStage(forum),
      reports.missedSearches(forum),
    ]);
    return reply
      .type('text/html')
      .send(membersPage(readerOf(request), { figures, searches, rulebook: deps.rulebook() }));
  });

  app.get('/coming', { config: { access: 'viewer' } }, async (request, reply) => {
    const coming = await reports.coming(forum);
    return reply.type('text/html').send(comingPage(readerOf(request), { coming, rulebook: deps.rulebook() }));
  });

  app.get('/attention', { config: { access: 'viewer' } }, async (request, reply) => {
    const [now, stuck] = await Promise.all([
      reports.clock(),
      reports.needsAPerson(forum, 50, sightOf(request, deps)),
    ]);
    const [calendars, refused] = await Promise.all([reports.calendars(forum), reports.refusedGuides(forum)]);
    const report = { stuck, now, calendars, refused, rulebook: deps.rulebook() };
    return reply.type('text/html').send(attentionPage(readerOf(request), report));
  });
}

async function find(
  { forum, reports }: PagesDeps,
  typed: string,
  { forumUrl, sight }: { forumUrl: string; sight: Sight },
): Promise<Found> {
  if (typed === '') return { kind: 'nothing_asked' };
  const understood = parsePostAddress(typed, forumUrl);
  if (understood.kind !== 'post') return understood;
  const post = await reports.findPost(forum, understood.address, sight);
  if (post === null) return { kind: 'not_seen' };
  const story = await reports.storyOfPost(forum, post, sight);
  const isKnown = story.post !== null || story.events.length > 0 || story.offers.length > 0;
  return isKnown ? { kind: 'story', story } : { kind: 'not_seen' };
}

/** What of care a page may tell its reader. */
export function sightOf({ signedIn }: FastifyRequest, { rulebook }: Pick<PagesDeps, 'rulebook'>): Sight {
  return { care: signedIn !== null && seesCare(signedIn, rulebook()) };
}

/** For whom a page is made. @throws where nobody is signed in, which the guard prevents. */
export function readerOf(request: FastifyRequest): Reader {
  if (!request.signedIn) throw new Error('a page was asked for outside the guard');
  const { done } = pageQuery.parse(request.query);
  return {
    language: chooseLanguage(request.headers['accept-language']),
    session: request.signedIn,
    done,
    nameAmongOthers: request.nameAmongOthers,
  };
}
