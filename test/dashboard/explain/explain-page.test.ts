import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { aRulebook, ruleText } from '../../support/engine-makers.ts';
import { explaining } from '../../support/explain-deps.ts';
import { openDashboard } from '../../support/open-dashboard.ts';
import { readPage } from '../../support/read-page.ts';
import { aFreshPayload, sendSigned } from '../../support/signed-webhooks.ts';
import { type Operator, signIn } from '../../support/signed-in.ts';
import { type Spine, askAboutExport, openSpine } from '../../support/spine.ts';

let spine: Spine;
let app: FastifyInstance;
let operator: Operator;
const posts: Record<'answered' | 'held' | 'silent', number> = { answered: 0, held: 0, silent: 0 };

beforeAll(async () => {
  spine = await openSpine({
    rulebook: aRulebook(ruleText('limit: { member: 1 per 30d, over: drop }'), {
      'other.yml': ruleText('where: { category: nowhere }', 'elsewhere'),
      'edited.yml': ruleText('on: post.edited', 'after-edits'),
    }),
  });
  posts.answered = askAboutExport(spine).id;
  await spine.work();
  posts.held = askAboutExport(spine, { title: 'The same once more' }).id;
  await spine.work();
  posts.silent = askAboutExport(spine, { raw: 'Good <b>morning</b> to all of you' }).id;
  await spine.work();
  await sendSigned(spine, 'post_created', {
    post: aFreshPayload({ topic_archetype: 'private_message', id: 4711, topic_id: 815 }),
  });
  await spine.work();
  ({ app } = await openDashboard(spine.db, {
    rulebook: () => spine.state.rulebook,
    explain: explaining(spine),
  }));
  operator = await signIn(app);
});

afterAll(async () => {
  await app?.close();
  await spine?.[Symbol.asyncDispose]();
});

const page = async (path: string, language = 'en') => readPage((await operator.open(path, language)).body);

describe('the page that explains a post', () => {
  it('shows what each rule made of it, with the found words in the text', async () => {
    const { body } = await operator.open(`/explain?url=${posts.answered}`);
    const text = readPage(body);

    expect(body).toContain('>How can I <mark>export model</mark> files from the app?</blockquote>');
    expect(text).toContain('When it was written');
    expect(text).toContain('offers export-model');
    expect(text).toContain('per member 2 of 2 left');
  });

  it('says of a rule that held back how much of each limit was left', async () => {
    const text = await page(`/explain?url=${posts.held}`);

    expect(text).toContain('holds back export-model');
    expect(text).toContain('this rule, per member 0 of 1 left');
    expect(text).toMatch(/It would fire if the limit \(time between two, 1\) were not used up\./);
  });

  it('says what would have to differ, and keeps rules that wait for something else apart', async () => {
    const text = await page(`/explain?url=${posts.silent}`);

    expect(text).toContain('Nothing was offered: no rule considered this post.');
    expect(text).toContain('It would fire if the post said “export model”.');
    expect(text).toContain('and if');
    expect(text).toContain('1 rule waits for something else altogether');
    expect((await operator.open(`/explain?url=${posts.silent}`)).body).toContain('Good &lt;b&gt;morning');
  });

  it('says the same in German', async () => {
    const text = await page(`/explain?url=${posts.silent}`, 'de');

    expect(text).toContain('Sie würde greifen, wenn im Text „export model“ stünde.');
    expect(text).toContain('1 Regel wartet auf etwas ganz anderes');
  });

  it('shows each fact with its source and its age', async () => {
    const text = await page(`/explain?url=${posts.answered}`);

    expect(text).toMatch(/trust level \d \([a-z ]+, (just now|\d+ seconds? ago)/);
  });

  it('says of an unwanted post why it was let go, and that nothing of it is kept', async () => {
    expect(await page('/explain?url=4711')).toContain('Why: private messages.');
    expect(await page('/explain?url=/t/x/815/2', 'de')).toContain('Text wurde keiner aufbewahrt');
  });

  it('says of a post that nobody told of why that may be', async () => {
    const answer = await operator.open('/explain?url=99999');

    expect(answer.statusCode).toBe(404);
    expect(readPage(answer.body)).toContain('Waypost has no record of this post');
  });

  it('is one step from the story of the post', async () => {
    const { body } = await operator.open(`/posts?url=${posts.answered}`);

    expect(body).toContain(`href="/explain?url=${posts.answered}"`);
  });

  it('is shown to nobody who has not signed in', async () => {
    const answer = await app.inject({
      url: `/explain?url=${posts.answered}`,
      headers: { accept: 'text/html' },
    });

    expect(answer.statusCode).toBe(303);
  });
});
