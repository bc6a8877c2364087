import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { DiscourseError } from '../../service/discourse/discourse-error.ts';
import { askAboutExport, openSpine, type Spine } from '../support/spine.ts';

test.each([
  ['never', 'unwanted', 'contradicted'],
  ['later', 'received', null],
] as const)(
  'a deletion that the forum will not confirm, %s to be asked again, ends as %s',
  async (retry, state, reason) => {
    await using spine = await openSpine();
    const { topicId } = spine.demo.writePost({
      as: 'mira',
      title: 'A place to ask',
      categoryId: 5,
      raw: 'Ask me anything here.',
    });
    const question = askAboutExport(spine, { topicId });
    await spine.work();
    spine.client.topic = async () => {
      throw refusal(retry);
    };

    spine.demo.deletePost({ as: 'mira', postId: question.id });
    await spine.work();

    const [told] = (await spine.inbox()).filter(({ eventName }) => eventName === 'post_destroyed');
    expect(told).toMatchObject({ state, reason });
  },
);

test('the unread hold up whoever counts posts, but not one that cannot be read for ten minutes', async () => {
  await using spine = await openSpine();
  askAboutExport(spine);
  await spine.demo.settled();
  const isHeldUp = () => spine.stores.inbox.hasUnreadBefore(spine.forum, new Date(Date.now() + 1_000));
  expect(await isHeldUp()).toBe(true);

  await age(spine, 60);
  expect(await isHeldUp()).toBe(true);

  await sql`update inbox set next_at = now() + interval '5 seconds'`.execute(spine.db);
  expect(await isHeldUp()).toBe(false);
});

/** As if everything kept had come so many minutes earlier, and nobody had tried it yet. */
async function age(spine: Spine, minutes: number): Promise<void> {
  await sql`update inbox set received_at = received_at - ${minutes} * interval '1 minute',
    next_at = next_at - ${minutes} * interval '1 minute'`.execute(spine.db);
}

function refusal(retry: 'never' | 'later'): DiscourseError {
  const fields = { retryAfterMs: null, errorType: null, route: 'GET /t/{id}.json', pausesForum: false };
  return new DiscourseError({ ...fields, code: 'not_allowed', retry, status: 403 });
}
