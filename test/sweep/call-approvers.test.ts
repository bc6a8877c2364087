import { expect, test } from 'vitest';
import { DiscourseError } from '../../service/discourse/discourse-error.ts';
import { createApproverCaller } from '../../service/sweep/call-approvers.ts';
import { careFiles } from '../support/care-makers.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';
import { type Spine, openSpine } from '../support/spine.ts';

async function openNeed() {
  const spine = await openSpine({ rulebook: aRulebook(ruleText(), careFiles()) });
  spine.demo.writePost({
    as: 'tariq',
    raw: 'I cannot go on with the zinnober.',
    title: 'Such a heavy day',
    categoryId: 5,
  });
  await spine.work();
  return spine;
}

function caller(spine: Spine, client: Pick<Spine['client'], 'createMessage'> = spine.client) {
  const { stores, log, state } = spine;
  const publicUrl = 'https://waypost.example';
  return createApproverCaller(
    { ...stores, client, rulebook: () => state.rulebook, publicUrl, log },
    spine.forum,
  );
}

const messages = (spine: Spine) =>
  spine.demo.posts().filter(({ raw }) => raw.includes('https://waypost.example/review'));

test('approvers are called once for each that waits, and told nothing of it', async () => {
  await using spine = await openNeed();
  const call = caller(spine);
  await call();
  await call();

  expect(messages(spine)).toHaveLength(1);
  const [message] = messages(spine);
  expect(message?.raw).toContain('Something waits for you until');
  expect(message?.raw).not.toMatch(/tariq|zinnober|heavy|talk|cannot go on/);
  expect(await spine.offer()).toMatchObject({ state: 'proposed' });
});

test.each([
  ['is busy', 'rate_limited', 'later', false],
  ['takes our key no longer', 'unauthorised', 'never', true],
] as const)('a forum that %s is asked again a minute later', async (_, code, retry, pausesForum) => {
  await using spine = await openNeed();
  let calls = 0;
  const busy = {
    createMessage: () => {
      calls += 1;
      return Promise.reject(
        new DiscourseError({
          code,
          retry,
          retryAfterMs: 5_000,
          status: 429,
          errorType: null,
          route: 'POST /posts.json',
          pausesForum,
        }),
      );
    },
  };
  await caller(spine, busy)();
  await caller(spine, busy)();

  expect(calls).toBe(1);
  const { nextAt } = await spine.offer();
  expect(nextAt.getTime()).toBeGreaterThan(Date.now() + 30_000);
});

test('nobody is called while all sending is paused', async () => {
  await using spine = await openNeed();
  await spine.actions.pause({ forum: spine.forum, scope: 'forum', who: 'ana', why: '' });
  await caller(spine)();

  expect(messages(spine)).toEqual([]);
});

test('one who cannot be written to keeps nobody else from being called', async () => {
  await using spine = await openNeed();
  const { rulebook } = spine.state;
  const rules = new Map(
    [...rulebook.rules].map(([id, rule]) => [
      id,
      rule.kind === 'care' ? { ...rule, approvers: ['gone-away', 'mira'] } : rule,
    ]),
  );
  spine.state.rulebook = { ...rulebook, rules };
  await caller(spine)();
  await caller(spine)();

  expect(messages(spine)).toHaveLength(1);
});
