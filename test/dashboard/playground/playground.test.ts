import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Playground, ProposeChange } from '../../../service/dashboard/playground/port.ts';
import { previewMember } from '../../../service/evaluate/preview-member.ts';
import { cookForPages } from '../../../service/runtime/cook-for-pages.ts';
import { aRulebook, ruleText } from '../../support/engine-makers.ts';
import { openDashboard } from '../../support/open-dashboard.ts';
import { readPage } from '../../support/read-page.ts';
import { type Operator, signIn } from '../../support/signed-in.ts';
import { type Spine, askAboutExport, openSpine } from '../../support/spine.ts';

const files = {
  'rule.yml': ruleText(),
  'other.yml': ruleText('priority: 5', 'other'),
};

let spine: Spine;
let app: FastifyInstance;
let operator: Operator;
let asked: number;
let chatted: number;
const proposals: Parameters<ProposeChange>[0][] = [];
let proposed: () => ReturnType<ProposeChange>;

beforeAll(async () => {
  spine = await openSpine({ rulebook: aRulebook(files['rule.yml'], { 'other.yml': files['other.yml'] }) });
  asked = askAboutExport(spine, { title: 'Where is <b>export</b>?' }).id;
  chatted = askAboutExport(spine, { raw: 'Good morning to all of you', title: 'Hello' }).id;
  await spine.work();
  const { version } = spine.state.rulebook;
  await spine.stores.rules.keepRulebook(
    version,
    Object.entries(files).map(([path, text]) => ({ path, text })),
  );
  ({ app } = await openDashboard(spine.db, {
    rulebook: () => spine.state.rulebook,
    cook: cookForPages(),
    playground: {
      ...previewOnly(),
      async proposeChange(proposal) {
        proposals.push(proposal);
        return await proposed();
      },
    },
  }));
  operator = await signIn(app);
});

afterAll(async () => {
  await app?.close();
  await spine?.[Symbol.asyncDispose]();
});

const previewOnly = (): Playground => ({
  previewMember: (about) => previewMember(spine.evaluation, { ...about, forum: spine.forum }),
  categorySlugs: async ({ post }) => (await spine.known.category(post.categoryId)).slugs,
});
const look = async (form: Record<string, string>) =>
  readPage((await operator.change('/playground/look', { path: 'rule.yml', ...form })).body);
const aQuestion = { text: 'How can I export models?', title: 'A question' };

describe('trying a rule on a post', () => {
  it('says what it would do, which words it found, and what people would see', async () => {
    const { body } = await operator.change('/playground/look', {
      ...aQuestion,
      path: 'rule.yml',
      yaml: ruleText('priority: 9'),
    });

    expect(body).toContain('<mark>export models</mark>');
    const text = readPage(body);
    expect(text).toContain('would offer export-model');
    expect(text).toContain(
      'As a reply under the post this way would be taken Hello mia, this is how to export.',
    );
    expect(text).toContain('As a private message');
    expect(text).toContain('As a card, for its member alone');
    expect(text).toContain('All 4 cases of the file come out as it says.');
  });

  it('says what would have to differ', async () => {
    const text = await look({
      ...aQuestion,
      category: 'help',
      yaml: ruleText('where: { category: support }'),
    });

    expect(text).toContain('would pass over it export-model');
    expect(text).toContain('It would fire if the topic were in support.');
    expect(
      await look({ ...aQuestion, category: 'faq, support', yaml: ruleText('where: { category: support }') }),
    ).toContain('would offer');
  });

  it('takes the facts that were chosen', async () => {
    const yaml = ruleText('who: { trust_level: 3, group: testers, locale: de }');

    expect(await look({ ...aQuestion, yaml })).toContain('would hold back');
    expect(await look({ ...aQuestion, yaml, trust_level: '3', groups: 'testers', locale: 'de' })).toContain(
      'would offer',
    );
  });

  it('takes a real member as they are, wishes and limits included', async () => {
    await spine.demo.settled();
    const yaml = ruleText('who: { trust_level: 1 }\npriority: 9');
    expect(await look({ ...aQuestion, yaml, as: 'TARIQ', trust_level: '4' })).toContain(
      'time between two 0 of 1 left',
    );

    await sql`delete from reservation`.execute(spine.db);
    expect(await look({ ...aQuestion, yaml, as: 'tariq', trust_level: '4' })).toContain(
      'time between two 1 of 1 left',
    );

    const { id } = await spine.db
      .selectFrom('member')
      .select('id')
      .where('username', '=', 'tariq')
      .executeTakeFirstOrThrow();
    await spine.db
      .updateTable('member')
      .set({ consent: 'all', consentAt: new Date() })
      .where('id', '=', id)
      .execute();
    expect(await look({ ...aQuestion, yaml, as: 'tariq' })).toContain('The member does not want these.');
    await spine.db
      .updateTable('member')
      .set({ consent: 'open', consentAt: null })
      .where('id', '=', id)
      .execute();
    expect(await look({ ...aQuestion, yaml, as: 'nobody' })).toContain(
      'Nothing is known of a member called nobody',
    );
  });

  it('names every fault with its place, and cases that fail', async () => {
    const faulty = await look({ ...aQuestion, yaml: ruleText('wher: { category: x }') });
    expect(faulty).toMatch(/1 thing keeps this file from being taken up Line \d+, column 1 unknown key/);

    const failing = await look({
      ...aQuestion,
      yaml: ruleText('cases: { fires: [export model, zebra], silent: [{ text: x }, { text: y }] }'),
    });
    expect(failing).toContain('1 of its own cases does not come out as the file says');
  });

  it('says that another rule would go first', async () => {
    expect(await look({ ...aQuestion, yaml: ruleText() })).toContain(
      'At this post the rule other goes first.',
    );
  });

  it('tries what else a rule waits for as if it had just happened', async () => {
    const text = await look({ ...aQuestion, yaml: ruleText('on: topic.unanswered\nafter: 2d') });

    expect(text).toContain('would offer');
    expect(text).toContain('This rule waits for topic.unanswered');
    expect(text).toContain('the newest posts are not tried on it');
  });

  it('lists which of the newest posts it would answer', async () => {
    const text = await look({
      ...aQuestion,
      yaml: ruleText(
        'text: { any: [good morning] }\ncases: { fires: [good morning, Good morning], silent: [{ text: x }, { text: y }] }',
      ),
    });

    expect(text).toContain('Of the 2 newest posts it would answer 1 and hold back at 0.');
    expect(text).toContain('Hello tariq');
  });

  it('writes nothing and sends nothing', async () => {
    const count = async () => {
      const tables = ['event', 'decision', 'offer', 'reservation', 'member', 'change', 'api_call', 'inbox'];
      const rows = tables.map(async (table) => {
        const found = await sql<{
          text: string;
        }>`select coalesce(md5(string_agg(t::text, '' order by t::text)), '') as text from ${sql.table(table)} t`.execute(
          spine.db,
        );
        return found.rows[0]?.text;
      });
      return await Promise.all(rows);
    };
    const before = await count();

    await operator.open(`/playground?post=${asked}&rule=export-model&case=silent`);
    await operator.change('/playground', { ...aQuestion, post: String(asked), do: 'use', yaml: ruleText() });
    await look({ ...aQuestion, yaml: ruleText(), as: 'tariq' });

    expect(await count()).toEqual(before);
  });
});

describe('the page', () => {
  it('begins with the post and the rule that led there, and works without a script', async () => {
    const { body } = await operator.open(`/playground?post=${asked}&rule=export-model`);

    expect(body).toContain('Where is &lt;b&gt;export&lt;/b&gt;?');
    expect(body).toContain('id: export-model\ngoal: People can export');
    expect(body).toContain('value="tariq"');
    expect(readPage(body)).toMatch(/would (offer|hold back) export-model/);
  });

  it('fills in a chosen post or rule by a button', async () => {
    const used = await operator.change('/playground', {
      pick: String(chatted),
      yaml: ruleText(),
      path: 'rule.yml',
    });
    expect(used.body).toContain('Good morning to all of you');
    expect(readPage(used.body)).toContain('would pass over it');

    const loaded = await operator.change('/playground', {
      ...aQuestion,
      do: 'load',
      rule: 'other',
      yaml: 'x',
    });
    expect(loaded.body).toContain('priority: 5');
    expect(loaded.body).toContain('value="other.yml"');
  });

  it('begins a new rule with a whole one, and never over what is written', async () => {
    const begun = await operator.change('/playground', { ...aQuestion, do: 'load', rule: '', yaml: '' });
    expect(begun.body).toContain('id: new-rule');
    expect(readPage(begun.body)).toMatch(/All 4 cases of the file come out as it says/);

    const kept = await operator.change('/playground', {
      ...aQuestion,
      do: 'load',
      rule: '',
      yaml: 'id: mine',
    });
    expect(kept.body).toContain('id: mine');
    expect(kept.body).not.toContain('id: new-rule');
  });

  it('stands empty while no rules are loaded', async () => {
    const { app: bare } = await openDashboard(spine.db, { playground: previewOnly() });

    const answer = await (await signIn(bare)).open('/playground');
    await bare.close();

    expect(answer.statusCode).toBe(200);
    expect(readPage(answer.body)).toContain('Choose a rule or write one');
  });

  it('is in German for who reads German', async () => {
    const text = readPage((await operator.open(`/playground?post=${asked}&rule=export-model`, 'de')).body);

    expect(text).toContain('Spielfeld');
    expect(text).toContain('Was man sähe');
  });

  it.each([
    ['no field at all', {}],
    ['a text that is too long', { text: 'a'.repeat(20_001), yaml: ruleText() }],
    ['a rule that is too long', { yaml: `# ${'a'.repeat(12_001)}` }],
    [
      'more patterns than can be tried at once',
      {
        yaml: ruleText(`text: { any: [${Array.from({ length: 21 }, (_, i) => `"/a+${i}b/"`).join(', ')}] }`),
      },
    ],
    ['aliases that blow up', { yaml: 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]' }],
    ['deep nesting', { yaml: `text: ${'['.repeat(3_000)}` }],
    ['a path out of the folder', { path: '../../etc/passwd.yml', yaml: ruleText() }],
    ['numbers that are none', { posts: '-1', trust_level: '9', post: 'x', case_of: '9e9', yaml: ruleText() }],
    ['a member with odd letters', { as: `'; drop table member; --`, yaml: ruleText() }],
    [
      'HTML everywhere',
      {
        title: '<script>',
        text: '"><script>',
        category: '<b>',
        path: '"><script>.yml',
        yaml: '<script>alert(1)</script>',
      },
    ],
  ])('stands %s', async (_what, form) => {
    const answer = await operator.change('/playground', form);

    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toContain('<script>');
    expect((await operator.change('/playground/look', form)).statusCode).toBe(200);
  });

  it('is for nobody who has not signed in, nor for a form of somebody else', async () => {
    expect((await app.inject({ url: '/playground', headers: { accept: 'text/html' } })).statusCode).toBe(303);
    const forged = await operator.change('/playground/look', { csrf: 'x', yaml: ruleText() });
    expect(forged.statusCode).toBe(403);
  });
});

describe('a post of care', () => {
  it('is not among those that can be chosen, nor is its text filled in', async () => {
    const care = (isCare: boolean) =>
      spine.db.updateTable('event').set({ isCare }).where('postId', '=', chatted).execute();
    await care(true);

    const { body } = await operator.open(`/playground?post=${chatted}`);
    const used = await operator.change('/playground', { pick: String(chatted) });
    await care(false);

    for (const page of [body, used.body]) expect(page).not.toContain('Good morning');
  });
});

describe('getting it out', () => {
  it('downloads the file as it stands', async () => {
    const answer = await operator.change('/playground/download', {
      path: 'questions/a-rule.yml',
      yaml: 'id: a-rule\r\n# ä\r\n',
    });

    expect(answer.headers['content-disposition']).toBe('attachment; filename="a-rule.yml"');
    expect(answer.body).toBe('id: a-rule\n# ä\n');
  });

  it('proposes the change in the name of who asked', async () => {
    proposed = async () => ({ branch: 'waypost/a-rule-1', url: 'https://git.example/merge/1' });
    const answer = await operator.change('/playground/propose', {
      path: 'questions/a-rule.yml',
      yaml: ruleText('', 'a-rule'),
      why: 'one word',
    });

    expect(proposals.at(-1)).toMatchObject({ path: 'questions/a-rule.yml', who: 'Ana', why: 'one word' });
    expect(readPage(answer.body)).toContain('Proposed on the branch waypost/a-rule-1.');
    expect(answer.body).toContain('href="https://git.example/merge/1"');
  });

  it('says why it was not proposed', async () => {
    proposed = () => Promise.reject(new Error('the key may not push'));
    const answer = await operator.change('/playground/propose', {
      path: 'questions/a-rule.yml',
      yaml: ruleText(),
    });

    expect(readPage(answer.body)).toContain('It was not proposed the key may not push');
  });
});

describe('a guide that did not help', () => {
  it('leads from the story of the post to a silent case, without the words of the member', async () => {
    const offer = await spine.offer();
    await spine.db
      .insertInto('offerFeedback')
      .values({ offerId: offer.id, helped: false, ratedAt: new Date() })
      .execute();
    const { app: whole } = await openDashboard(spine.db, {
      rulebook: () => spine.state.rulebook,
      explain: async () => ({ kind: 'not_seen' }),
    });
    const story = (await (await signIn(whole)).open(`/posts?url=${asked}`)).body;
    await whole.close();
    const link = /href="(\/playground\?[^"]+)"/.exec(story)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(link).toContain(`post=${asked}&rule=${offer.ruleId}&case=silent`);

    const { body } = await operator.open(link);
    expect(readPage(body)).toContain(`The guide did not help under post ${asked}.`);
    const words = /name="case_words"[^>]*>([^<]*)</.exec(body)?.[1];
    expect(words?.trim()).toBe('');
  });

  it('adds the case in somebody’s own words, and says that the rule still fires on it', async () => {
    const answer = await operator.change('/playground', {
      ...aQuestion,
      path: 'rule.yml',
      yaml: ruleText(),
      case_of: String(asked),
      case_words: 'export models on Tuesdays',
      do: 'add',
    });

    expect(answer.body).toContain('export models on Tuesdays');
    const text = readPage(answer.body);
    expect(text).toContain('The case is in the file below.');
    expect(text).toContain('1 of its own cases does not come out as the file says');
  });

  it('takes the words of the post only where somebody asks for it', async () => {
    const form = { yaml: ruleText(), path: 'rule.yml', case_of: String(asked), do: 'fill' };

    expect((await operator.change('/playground', form)).body).not.toContain('How can I export model files');
    expect((await operator.change('/playground', { ...form, case_uses_post: 'yes' })).body).toContain(
      'How can I export model files from the app?</textarea',
    );
  });
});
