import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { whoReadsTopic } from '../../service/forum/who-reads-topic.ts';
import { createStaffTeller } from '../../service/sweep/tell-staff.ts';
import { careFiles } from '../support/care-makers.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';
import { type Spine, askAboutExport, openSpine } from '../support/spine.ts';

let spine: Spine;
let staffTopic: number;
beforeEach(async () => {
  spine = await openSpine();
  staffTopic = spine.demo.writePost({
    as: 'mira',
    raw: 'What waits.',
    title: 'Approvals here',
    categoryId: 5,
  }).topicId;
  const site = `${careFiles()['site.yml']}\nreview: { topic: ${staffTopic}, every: 1h }`;
  spine.state.rulebook = aRulebook(ruleText('rollout: review'), { ...careFiles(), 'site.yml': site });
  await spine.work();
});
afterEach(() => spine[Symbol.asyncDispose]());

const told = () => spine.replies().filter(({ topicId }) => topicId === staffTopic);
/** The demo forum lets its bot into no closed category; here the topic stands in one. */
function teller(isOpen = false) {
  const known = {
    category: async (...about: Parameters<typeof spine.known.category>) => {
      const category = await spine.known.category(...about);
      return {
        ...category,
        open: {
          ...category.open,
          known: true as const,
          value: isOpen,
          source: 'forum' as const,
          at: new Date(),
        },
      };
    },
  };
  return createStaffTeller(
    {
      ...spine.stores,
      client: spine.client,
      whoReads: (topic) => whoReadsTopic({ client: spine.client, known }, topic),
      rulebook: () => spine.state.rulebook,
      publicUrl: 'https://waypost.example',
      log: spine.log,
    },
    spine.forum,
  );
}

test('the staff hears once of all that waits, without a word of a member', async () => {
  const tell = teller();
  await tell();
  expect(told()).toEqual([]);
  for (const as of ['tariq', 'jonna']) askAboutExport(spine, { as, title: `The ${as} secret` });
  await spine.work();

  await tell();
  await tell();

  expect(told()).toHaveLength(1);
  const raw = told()[0]?.raw ?? '';
  expect(raw).toContain('2 offers wait for a decision:');
  expect(raw).toMatch(/- `export-model` proposes “.+”, until /);
  expect(raw).toContain('https://waypost.example/review');
  expect(raw).not.toMatch(/tariq|jonna|secret/);
});

test('what begins to wait later is told when the time between two posts is over', async () => {
  const tell = teller();
  askAboutExport(spine);
  await spine.work();
  await tell();
  askAboutExport(spine, { as: 'jonna' });
  await spine.work();
  await tell();
  expect(told()).toHaveLength(1);

  await sql`update forum set review_told_at = now() - interval '61 minutes'`.execute(spine.db);
  await sql`update offer set changed_at = now() - interval '90 minutes' where id = (select min(id) from offer)`.execute(
    spine.db,
  );
  await tell();
  expect(told()).toHaveLength(2);

  await sql`update forum set review_told_at = now() - interval '61 minutes'`.execute(spine.db);
  await sql`update offer set changed_at = now() - interval '90 minutes'`.execute(spine.db);
  await tell();
  expect(told()).toHaveLength(2);
});

test('care is told nobody there', async () => {
  spine.demo.writePost({ as: 'tariq', raw: 'I cannot go on.', title: 'So tired of it', categoryId: 5 });
  await spine.work();
  expect(await spine.offer()).toMatchObject({ kind: 'care', state: 'proposed' });

  await teller()();
  expect(told()).toEqual([]);
});

test('nothing is told in a topic that everybody can read, nor while all sending is paused', async () => {
  askAboutExport(spine);
  await spine.work();
  await spine.actions.pause({ forum: spine.forum, scope: 'forum', who: 'ana', why: '' });
  await teller()();
  await spine.actions.resume({ forum: spine.forum, scope: 'forum', who: 'ana', why: '' });
  await teller(true)();

  expect(told()).toEqual([]);
});
