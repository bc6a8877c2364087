import { afterEach, describe, expect, test } from 'vitest';
import { rulebookOf } from '../support/engine-makers.ts';
import { openSpine, type Spine } from '../support/spine.ts';
import { tellEvent } from '../support/told-event.ts';

let spine: Spine;
afterEach(() => spine[Symbol.asyncDispose]());

const guide =
  '---\ntitle: News\nowner: ana\n---\n\nVersion **{{data.version}}** is out. What is your favourite part of it?\n';

function rule(lines: string, id = 'tell-of-releases'): { path: string; text: string } {
  return {
    path: `${id}.yml`,
    text: `id: ${id}\ngoal: Everybody knows\nowner: ana\nkind: announce\noffer: news\nrollout: live\ncases: { fires: [a, b], silent: [c, d] }\non: event\ntype: release.published\n${lines}`,
  };
}

/** A forum with a topic for news; the rules put their posts there. */
async function open(linesFor: (newsTopic: number) => { path: string; text: string }[]): Promise<number> {
  spine = await openSpine();
  const news = spine.demo.writePost({
    as: 'nova',
    raw: 'Here you find what is new.',
    title: 'All the news of our app',
    categoryId: 5,
  });
  await spine.work();
  spine.state.rulebook = rulebookOf([...linesFor(news.topicId), { path: 'resources/news.md', text: guide }]);
  return news.topicId;
}

async function tell(content: object, id?: string): Promise<number> {
  const { body, headers } = tellEvent(content, id === undefined ? {} : { id });
  const { statusCode } = await spine.app.inject({
    method: 'POST',
    url: '/events/default',
    headers,
    payload: body,
  });
  return statusCode;
}

async function settle(): Promise<void> {
  await spine.work();
  await spine.deliver();
}

const release = (data: object) => ({ type: 'release.published', data });

describe('what another system tells', () => {
  test('is announced in the topic that the rule names, with its values made harmless', async () => {
    const topicId = await open((news) => [rule(`data: { channel: stable }\nplace: { topic: ${news} }`)]);

    expect(await tell(release({ channel: 'stable', version: '@all 5.8' }))).toBe(200);
    await settle();

    const [reply] = spine.replies();
    expect(reply?.topicId).toBe(topicId);
    expect(reply?.raw).toContain('Version **\\@\u2060all 5\\.\u20608** is out.');
  });

  test('is announced once, however often it is told', async () => {
    await open((news) => [rule(`place: { topic: ${news} }`)]);

    await tell(release({ version: '1' }), 'msg_1');
    await settle();
    await tell(release({ version: '1' }), 'msg_1');
    await settle();

    expect(spine.replies()).toHaveLength(1);
  });

  test('is announced each time it is another: no limit of a member stands against it', async () => {
    await open((news) => [rule(`place: { topic: ${news} }`)]);

    for (const version of ['1', '2', '3']) {
      await tell(release({ version }));
      await settle();
    }

    expect(spine.replies()).toHaveLength(3);
  });

  test('is left alone with other values', async () => {
    await open((news) => [rule(`data: { channel: stable }\nplace: { topic: ${news} }`)]);

    await tell(release({ channel: 'nightly', version: '1' }));
    await settle();

    expect(spine.replies()).toHaveLength(0);
  });

  test('is not told with a hole where the guide names a value that was not sent', async () => {
    await open((news) => [rule(`place: { topic: ${news} }`)]);

    await tell(release({ channel: 'stable' }));
    await settle();

    expect(spine.replies()).toHaveLength(0);
    const [decision] = await spine.decisions();
    expect(decision?.because).toEqual([{ code: 'slot_unknown', values: { slot: '{{data.version}}' } }]);
  });

  test('is announced by two rules, each in its own topic', async () => {
    const first = await open((news) => [rule(`place: { topic: ${news} }`)]);
    const other = spine.demo.writePost({
      as: 'nova',
      raw: 'Here is the same for testers.',
      title: 'News for all testers',
      categoryId: 5,
    });
    await spine.work();
    spine.state.rulebook = rulebookOf([
      rule(`place: { topic: ${first} }`),
      rule(`place: { topic: ${other.topicId} }`, 'tell-testers'),
      { path: 'resources/news.md', text: guide },
    ]);

    await tell(release({ version: '1' }));
    await settle();
    await settle();

    expect(spine.replies().map((reply) => reply.topicId)).toEqual([first, other.topicId]);
  });

  test('is set aside when it cannot be read, and read when it is replayed', async () => {
    await open((news) => [rule(`place: { topic: ${news} }`)]);

    await tell({ data: { version: '1' } });
    await settle();

    const [row] = (await spine.inbox()).filter(({ eventName }) => eventName === 'outside.event');
    expect(row).toMatchObject({
      state: 'quarantined',
      reason: 'it has no `type` in small letters, such as release.published',
    });
  });
});
