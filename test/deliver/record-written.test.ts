import { expect, test } from 'vitest';
import { recordWritten } from '../../service/deliver/record-written.ts';
import { memberId, offerId, postId } from '../../service/model/ids.ts';
import { meetHalfway } from '../support/meet-halfway.ts';
import { askAboutExport, openSpine, topicId } from '../support/spine.ts';

test('a webhook that tells of a reply while its answer is written down holds nobody up', async () => {
  await using spine = await openSpine({ mostTries: 1 });
  const question = askAboutExport(spine);
  await spine.work();
  const offer = await spine.stores.offers.find(offerId((await spine.offer()).id));
  if (!offer) throw new Error('nothing was offered');
  const reply = { id: postId(9_001), number: 2, topicId: topicId(question.topicId) };
  const { posts, offers } = spine.stores;

  await meetHalfway(spine.db, {
    begin: (trx) =>
      posts.see(trx, {
        forum: spine.forum,
        id: reply.id,
        topicId: reply.topicId,
        number: reply.number,
        authorId: memberId(2),
        authorName: spine.demo.botUsername,
        isBot: true,
        categoryId: null,
        createdAt: new Date(),
        updatedAt: new Date(),
        marker: offer.marker,
        seenThrough: 'webhook',
      }),
    other: () => recordWritten(spine.delivery, { offer }, reply),
    goOn: (trx) => offers.recordSent(trx, offer.id, reply.id),
  });

  expect(await spine.offer()).toMatchObject({ state: 'sent', replyPostId: reply.id });
});
