import { describe, expect, test } from 'vitest';
import { createBulkFacts } from '../../service/discourse/bulk-facts.ts';
import { readMemberFacts, readTopicFacts } from '../../service/discourse/wire/plugin/read-facts.ts';
import type { PluginMember } from '../../service/discourse/wire/plugin/read-facts.ts';
import { memberId, topicId } from '../../service/model/ids.ts';
import { contractExample } from '../support/signal-makers.ts';

const [mira] = readMemberFacts(contractExample('facts-members').response.body);
const [topic] = readTopicFacts(contractExample('facts-topics').response.body);

describe('facts of many', () => {
  test('what is wanted within some milliseconds is one question', async () => {
    const { facts, asked } = aPlugin();

    const found = await Promise.all([7, 8, 7, 9].map((id) => facts.members.get(memberId(id))));

    expect(asked).toEqual([[7, 8, 9]]);
    expect(found.map((one) => one?.value?.id ?? null)).toEqual([7, null, 7, null]);
  });

  test('no question names more than a hundred', async () => {
    const { facts, asked } = aPlugin();

    await Promise.all(Array.from({ length: 250 }, (_none, id) => facts.members.get(memberId(id + 1))));

    expect(asked.map((ids) => ids.length)).toEqual([100, 100, 50]);
  });

  test('an answer is kept for half a minute, that somebody is not there too', async () => {
    const { facts, asked, clock } = aPlugin();
    await Promise.all([facts.members.get(memberId(7)), facts.members.get(memberId(8))]);

    clock.now += 29_000;
    await facts.members.get(memberId(8));
    expect(asked).toHaveLength(1);

    clock.now += 2_000;
    await facts.members.get(memberId(8));
    expect(asked).toEqual([[7, 8], [8]]);
  });

  test('what has been forgotten is asked again, and an older answer does not come back', async () => {
    const { facts, asked, answers } = aPlugin();
    answers.hold = new Promise((resolve) => (answers.letGo = resolve));
    const before = facts.members.get(memberId(7));
    await new Promise((resolve) => setTimeout(resolve, 5));

    facts.members.forget(memberId(7));
    const after = facts.members.get(memberId(7));
    answers.letGo?.();
    await Promise.all([before, after]);

    expect(asked).toEqual([[7], [7]]);
  });

  test('a question that fails is not kept and hurts nobody', async () => {
    const { facts, asked, answers } = aPlugin();
    answers.fail = true;
    expect(await facts.members.get(memberId(7))).toBeUndefined();

    answers.fail = false;
    expect((await facts.members.get(memberId(7)))?.value?.username).toBe('mira');
    expect(asked).toHaveLength(2);
  });

  test('nobody is asked where there is no plugin, and nobody waits for others who ask', async () => {
    const { facts, asked } = aPlugin({ isThere: false, gatherMs: 600_000 });

    expect(await facts.members.get(memberId(7))).toBeUndefined();
    expect(asked).toEqual([]);
  });

  test('topics likewise', async () => {
    const { facts } = aPlugin();

    const found = await Promise.all([facts.topics.get(topicId(10)), facts.topics.get(topicId(11))]);

    expect(found.map((one) => one?.value?.humanAnswers ?? null)).toEqual([0, null]);
  });
});

function aPlugin({ isThere = true, gatherMs = 1 } = {}) {
  const asked: number[][] = [];
  const clock = { now: 1_000_000 };
  const answers: { fail: boolean; hold?: Promise<void>; letGo?: () => void } = { fail: false };
  async function answer(ids: readonly number[]): Promise<PluginMember[]> {
    asked.push([...ids]);
    await answers.hold;
    if (answers.fail) throw new Error('the forum is ill');
    return mira && ids.includes(7) ? [mira] : [];
  }
  const facts = createBulkFacts({
    plugin: {
      memberFacts: answer,
      topicFacts: async (ids) => (topic && ids.includes(topic.id) ? [topic] : []),
    },
    mayAsk: async () => isThere,
    onError: () => undefined,
    now: () => clock.now,
    gatherMs,
  });
  return { facts, asked, clock, answers };
}
