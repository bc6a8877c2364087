import { describe, expect, test } from 'vitest';
import { DiscourseError } from '../../service/discourse/discourse-error.ts';
import type { Retry } from '../../service/discourse/discourse-error.ts';
import { createDoublesRemover } from '../../service/sweep/remove-doubles.ts';
import { askAboutExport, openSpine, type Spine } from '../support/spine.ts';

describe('the janitor', () => {
  test('removes the later of two replies with one marker, and the offer keeps the first', async () => {
    await using spine = await openSpine();
    const { first, extra } = await doubled(spine, 1);
    const remove = createDoublesRemover(
      { ...spine.stores, client: spine.client, log: spine.log },
      spine.forum,
    );

    expect(await remove()).toBe(1);
    await spine.work();

    // Discourse lets "(post deleted by author)" stand for a day.
    expect(spine.demo.posts().find(({ id }) => id === extra[0])?.raw).not.toContain('waypost:');
    expect(await spine.offer()).toMatchObject({ state: 'sent', replyPostId: first });
    expect(await remove()).toBe(0);
  });

  test.each<[retry: Retry, minutes: number]>([
    ['later', 5],
    ['never', 360],
  ])(
    'goes on where one cannot be removed, %s to be asked again, and tries it after %i minutes',
    async (retry, minutes) => {
      await using spine = await openSpine();
      const { extra } = await doubled(spine, 2);
      let clock = 0;
      const asked: number[] = [];
      const client = {
        async deletePost(id: number) {
          asked.push(id);
          if (id === extra[0]) throw refusal(retry);
        },
      };
      const remove = createDoublesRemover(
        { ...spine.stores, client, log: spine.log, now: () => clock },
        spine.forum,
      );

      expect(await remove()).toBe(1);
      expect(asked).toEqual(extra);

      clock = minutes * 60_000 - 1;
      expect(await remove()).toBe(0);
      expect(asked).toEqual(extra);

      clock += 1;
      await remove();
      expect(asked).toEqual([...extra, extra[0]]);
    },
  );
});

/** A reply that the bot has posted more often than once. */
async function doubled(spine: Spine, times: number): Promise<{ first: number; extra: number[] }> {
  const question = askAboutExport(spine);
  await spine.work();
  await spine.makeDue();
  await spine.deliver();
  const { id: first, raw } = spine.replies()[0]!;
  const again = () => spine.demo.importPost({ as: 'waypost', topicId: question.topicId, raw }).id;
  const extra = Array.from({ length: times }, again);
  await spine.missedPostsFinder()();
  await spine.work();
  return { first, extra };
}

function refusal(retry: Retry): DiscourseError {
  const fields = {
    retryAfterMs: null,
    errorType: null,
    route: 'DELETE /posts/{id}.json',
    pausesForum: false,
  };
  return new DiscourseError({ ...fields, code: 'not_allowed', retry, status: 403 });
}
