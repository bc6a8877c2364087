import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aRulebook, ruleText } from '../support/engine-makers.ts';
import { forumSignIn, openForumSession } from '../support/forum-session.ts';
import { openDashboard } from '../support/open-dashboard.ts';
import { type Spine, askAboutExport, openSpine } from '../support/spine.ts';

let spine: Spine;
let app: FastifyInstance;
beforeEach(async () => {
  spine = await openSpine({ rulebook: aRulebook(ruleText('rollout: review')) });
  const rulebook = () => spine.state.rulebook;
  ({ app } = await openDashboard(spine.db, { rulebook, signIn: forumSignIn(spine.db) }));
});
afterEach(async () => {
  await app.close();
  await spine[Symbol.asyncDispose]();
});

const moderator = () => openForumSession({ app, db: spine.db }, 'mira', { moderator: true });
async function propose(as = 'tariq'): Promise<string> {
  askAboutExport(spine, { as, raw: 'How can I <b>export model</b> files from the app?' });
  await spine.work();
  return (await spine.offers()).at(-1)!.id;
}

describe('the page of approvals', () => {
  test('says when nothing waits, in both languages', async () => {
    const mira = await moderator();
    expect((await mira.open('/review')).body).toContain('Nothing waits for a decision');
    expect((await mira.open('/review', 'de')).body).toContain('Nichts wartet auf eine Entscheidung');
  });

  test('shows the post with what was found in it, what would be sent, and the decision', async () => {
    const id = await propose();
    const { body } = await (await moderator()).open('/review');

    expect(body).toContain('One offer waits for you.');
    expect(body).toContain('&lt;b&gt;<mark>export model</mark>&lt;/b&gt;');
    expect(body).toContain('to tariq');
    expect(body).toMatch(/This came because of the words/);
    expect(body).toContain(`name="id" value="${id}"`);
    expect(body).toContain('/review/keys.js');
    expect(body).toContain('<textarea');
  });

  test('approves, and says so once', async () => {
    const id = await propose();
    const mira = await moderator();
    const answer = await mira.change('/review', { id, decision: 'approve', why: 'good' });

    expect(answer.headers.location).toBe('/review?said=approve');
    expect((await mira.open('/review?said=approve')).body).toContain('Approved. It is sent at its time');
    expect(await spine.offer()).toMatchObject({ state: 'waiting', approvedAt: expect.any(Date) });
    const [change] = await spine.db.selectFrom('change').selectAll().execute();
    expect(change).toMatchObject({ who: 'mira', what: 'approve', why: 'good', madeOn: 'dashboard' });
  });

  test('leaves who decided, why, and both versions in the story of the post', async () => {
    const id = await propose();
    const mira = await moderator();
    await mira.change('/review', { id, decision: 'approve', text: 'Look into the menu.', why: 'shorter' });

    const { body } = await mira.open(`/posts?url=${(await spine.offer()).postId}`);
    expect(body).toContain('mira changed the text and approved it');
    expect(body).toContain('shorter');
    expect(body).toContain('<pre>Look into the menu.</pre>');
    expect(body).toContain('As the guide has it');
  });

  test('shows an edited text again as it was typed, with what is wrong with it', async () => {
    const id = await propose();
    const answer = await (
      await moderator()
    ).change('/review', {
      id,
      decision: 'approve',
      text: 'Ask @mira </textarea>',
    });

    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Ask @mira &lt;/textarea&gt;');
    expect(answer.body).toContain('Line 1: <span lang="en">@mira would notify');
    expect(await spine.offer()).toMatchObject({ state: 'proposed' });
  });

  test('decides over several at once, each by itself', async () => {
    const [one, two, three] = [await propose('tariq'), await propose('jonna'), await propose('ren')];
    const mira = await moderator();
    await mira.change('/review', { id: one, decision: 'reject' });

    const chosen = `&ids=${one}&ids=${two}&ids=${three}`;
    const answer = await mira.change('/review/several', { decision: 'approve' }, chosen);

    expect(answer.headers.location).toBe('/review?said=several&count=2&left=1');
    expect((await mira.open(String(answer.headers.location))).body).toContain('2 decided; 1 had been');
    expect((await spine.offers()).map(({ state }) => state)).toEqual(['held', 'waiting', 'waiting']);
  });

  test('tells when somebody was quicker', async () => {
    const id = await propose();
    const mira = await moderator();
    await mira.change('/review', { id, decision: 'reject' });
    const answer = await mira.change('/review', { id, decision: 'approve' });

    expect(answer.headers.location).toBe('/review?said=gone');
    expect((await mira.open('/review?said=gone')).body).toContain('does not wait any more');
  });

  test('is closed to who may only read', async () => {
    const id = await propose();
    const reader = await openForumSession({ app, db: spine.db }, 'vera', { groups: ['viewers'] });

    expect((await reader.open('/review')).statusCode).toBe(403);
    expect((await reader.change('/review', { id, decision: 'approve' })).statusCode).toBe(403);
    expect((await reader.open('/')).body).not.toContain('href="/review"');
    expect(await spine.offer()).toMatchObject({ state: 'proposed' });
  });
});
