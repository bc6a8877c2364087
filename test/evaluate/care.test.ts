import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recallFacts } from '../../service/evaluate/recall-facts.ts';
import { type ExplainPost, type Recall, explainPost } from '../../service/explain/explain-post.ts';
import { createMetrics } from '../../service/metrics/metrics.ts';
import { countingStores } from '../../service/runtime/count-what-happens.ts';
import { createReviews } from '../../service/steer/review-offers.ts';
import { careFiles } from '../support/care-makers.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';
import { forumSignIn, openForumSession } from '../support/forum-session.ts';
import { openDashboard } from '../support/open-dashboard.ts';
import { type Spine, openSpine } from '../support/spine.ts';

/** Words of the member that must be found nowhere, but in the rule itself. */
const canary = 'zinnober';
const title = `Nothing ${canary} works`;

let spine: Spine;
let app: FastifyInstance;
beforeEach(async () => {
  spine = await openSpine({ rulebook: aRulebook(ruleText(), careFiles()) });
  const rulebook = () => spine.state.rulebook;
  const { evaluation, stores, forum } = spine;
  const recall: Recall = (rules, about) => recallFacts(evaluation, rules, about);
  const explain: ExplainPost = (address, sight) =>
    explainPost({ reports: stores.reports, recall }, rulebook(), { forum, address, sight });
  ({ app } = await openDashboard(spine.db, { rulebook, explain, signIn: forumSignIn(spine.db) }));
});
afterEach(async () => {
  await app.close();
  await spine[Symbol.asyncDispose]();
});

async function inNeed(raw = `I cannot go on. The ${canary} is too much.`) {
  const post = spine.demo.writePost({ as: 'tariq', raw, title, categoryId: 5 });
  await spine.work();
  return post;
}
const reviews = () => createReviews({ ...spine.stores, rulebook: () => spine.state.rulebook });
const someone = (who: string, standing: object) => openForumSession({ app, db: spine.db }, who, standing);
const mira = () => someone('Mira', { groups: ['carers'] });
const by = { who: 'Mira', why: '', account: 'Mira' };
const words = 'You do not have to be alone with this.';

async function tablesWith(word: string): Promise<string[]> {
  const { rows } = await sql<{ tableName: string }>`select table_name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(spine.db);
  const found: string[] = [];
  for (const { tableName } of rows) {
    const hex = Buffer.from(word).toString('hex');
    const { rows: hits } = await sql`select 1 from ${sql.table(tableName)} as row
      where row::text ilike ${`%${word}%`} or row::text ilike ${`%${hex}%`} limit 1`.execute(spine.db);
    if (hits.length > 0) found.push(tableName);
  }
  return found.toSorted();
}

describe('care', () => {
  test('keeps not a word of the post, in any table', async () => {
    const post = await inNeed();
    spine.demo.writePost({ as: 'mira', raw: 'I am here.', topicId: post.topicId });
    spine.demo.editPost({ as: 'tariq', postId: post.id, raw: `I still cannot go on, ${canary}.` });
    await spine.work();

    expect(await spine.offer()).toMatchObject({ kind: 'care', state: 'proposed', evidence: [] });
    spine.demo.writePost({ as: 'ren', raw: 'My lavendel grows.', title: 'A plant', categoryId: 5 });
    await spine.readOnly();
    expect(await tablesWith('lavendel')).toEqual(['event', 'inbox']);
    expect(await tablesWith(canary)).toEqual([]);
    // Which of the rule's words it was is the member's, too.
    const [decision] = await spine.decisions();
    expect(JSON.stringify([decision, await spine.offer()])).not.toContain('cannot go on');
    expect((await spine.offer()).because).toContainEqual({ code: 'care_words_found' });
  });

  test('keeps none of what is told later of its topic', async () => {
    const post = await inNeed();
    spine.demo.editPost({ as: 'tariq', postId: post.id, raw: `Never mind the ${canary}.` });
    spine.demo.writePost({ as: 'mira', raw: `Do not mind the ${canary}.`, topicId: post.topicId });
    await spine.work();

    expect(await tablesWith(canary)).toEqual([]);
  });

  test('is never sent by itself, whatever its rule becomes', async () => {
    await inNeed();
    await sql`update offer set state = 'waiting', not_before = now() - interval '1 s', next_at = now() - interval '1 s'`.execute(
      spine.db,
    );
    await spine.deliver();

    expect(await spine.offer()).toMatchObject({ state: 'proposed', attempts: 0 });
    expect(spine.replies()).toEqual([]);
  });

  test('is sent word for word when a named approver presses send, with somebody to turn to', async () => {
    await inNeed();
    const { id } = await spine.offer();
    const approver = await mira();

    const { body } = await approver.open('/review');
    expect(body).toContain('Of hard moments no text is kept');
    expect(body).toContain('0800 000 000, day and night');
    expect(body).toContain('Send');
    expect(body).not.toContain('<textarea');
    const text = `\r\n${words}`;
    const answer = await approver.change('/review', { id, decision: 'approve', text });
    expect(answer.headers.location).toBe('/review?said=approve');

    await spine.makeDue();
    await spine.deliver();
    expect(await spine.offer()).toMatchObject({ state: 'sent', channel: 'message' });
    const body2 = (await spine.offer()).body ?? '';
    expect(body2).toContain('You do not have to be alone with this.');
    expect(body2).toContain('People you can reach');
    expect(body2).not.toContain(canary);
    expect(body2).not.toContain('cannot go on');
    expect(await tablesWith(canary)).toEqual([]);
  });

  test('goes out as it was approved or not at all', async () => {
    await inNeed();
    const { id } = await spine.offer();
    const changed = { ...by, forum: spine.forum, id, edited: 'Cheer up.' };

    expect(await reviews().approve(changed)).toMatchObject({ done: false, because: 'care_as_it_is' });
    const unseen = { ...changed, edited: null };
    expect(await reviews().approve(unseen)).toMatchObject({ done: false, because: 'care_as_it_is' });
  });

  test('goes out as its approver saw it, whatever its guide says by then', async () => {
    await inNeed();
    const { id } = await spine.offer();
    const guide = careFiles()['resources/talk.md'] ?? '';
    const asItWas = spine.state.rulebook;
    // Others approved the new words in their file; this approver saw the old ones.
    const changed = guide.replace(words, 'Cheer up.').replace('0q7n082z', '045e04kg');
    const { resources } = aRulebook(ruleText(), { ...careFiles(), 'resources/talk.md': changed });
    const seen = { ...by, forum: spine.forum, id, edited: words };

    spine.state.rulebook = { ...asItWas, resources };
    expect(await reviews().approve(seen)).toMatchObject({ done: false, because: 'care_as_it_is' });
    spine.state.rulebook = asItWas;
    expect(await reviews().approve(seen)).toEqual({ done: true });
    spine.state.rulebook = { ...asItWas, resources };
    await spine.makeDue();
    await spine.deliver();

    expect((await spine.offer()).body).toContain(words);
  });

  test('is not sent among several', async () => {
    await inNeed();
    const { id } = await spine.offer();
    const approver = await mira();

    const { body } = await approver.open('/review');
    expect(body).not.toContain('name="ids"');
    await approver.change('/review/several', { ids: id, decision: 'approve' });

    expect(await spine.offer()).toMatchObject({ state: 'proposed' });
  });

  test.each([
    ['nobody knows by name', null],
    ['is not named', 'jonna'],
  ])('is not decided by somebody who %s', async (_who, account) => {
    await inNeed();
    const { id } = await spine.offer();
    const other = { ...by, forum: spine.forum, account, id };

    expect(await reviews().approve({ ...other, edited: null })).toMatchObject({ because: 'gone' });
    expect(await reviews().reject(other)).toMatchObject({ because: 'gone' });
    expect(await spine.offer()).toMatchObject({ state: 'proposed' });
  });
});

describe('care on the dashboard', () => {
  const pages = (id: number) => [
    '/',
    '/rules',
    '/posts',
    `/posts?url=${id}`,
    `/explain?url=${id}`,
    '/attention',
    '/members',
    '/review',
  ];

  test.each([
    ['an operator', 'Olaf', { admin: true }],
    ['a moderator', 'Mo', { moderator: true }],
    ['an approver who is not named', 'Jonna', { groups: ['carers'], moderator: true }],
    ['somebody of that name without the role', 'mira', { moderator: true }],
  ])('is hidden from %s', async (_who, name, standing) => {
    const post = await inNeed();
    await sql`update offer set state = 'dead'`.execute(spine.db);
    const reader = await someone(name, standing);

    for (const path of pages(post.id)) {
      const { body } = await reader.open(path);
      const shown = path === '/rules' ? body.replace(/care\/talk\.yml|rule-talk|more-talk/g, '') : body;
      expect([path, /care_words|Somebody to talk to|words found/.test(shown)]).toEqual([path, false]);
      if (path !== '/rules') expect([path, body.includes('talk')]).toEqual([path, false]);
    }
    const { body } = await reader.open('/rules');
    expect(body).toContain('What this rule does is seen by its approvers alone.');
    expect((await reader.open(`/posts?url=${post.id}`)).body).toContain('only seen in passing');
  });

  test('is told to its approvers', async () => {
    const post = await inNeed();
    const approver = await mira();

    expect((await approver.open(`/posts?url=${post.id}`)).body).toContain('talk');
    expect((await approver.open(`/explain?url=${post.id}`)).body).toContain('talk');
    expect((await approver.open('/')).body).toContain('talk');
    expect((await approver.open('/review')).body).toContain('Somebody to talk to');
    expect((await approver.open('/rules')).body).not.toContain('seen by its approvers alone');
  });

  test('names its rule in no metric and no log', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
    const metrics = createMetrics({ role: 'test' });
    const { decisions, offers, events } = countingStores(spine.stores, metrics);
    Object.assign(spine.evaluation, { decisions, offers, events, log });
    await inNeed();
    const { id } = await spine.offer();
    await reviews().approve({ ...by, forum: spine.forum, id, edited: words });
    await spine.makeDue();
    await spine.deliver({ log, offers });

    expect(await spine.offer()).toMatchObject({ state: 'sent' });
    expect(lines.join()).not.toMatch(new RegExp(`"talk"|${canary}`));
    expect(await metrics.render()).not.toMatch(/rule="talk"/);
  });
});
