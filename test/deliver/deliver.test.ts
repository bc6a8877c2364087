import { expect, test } from 'vitest';
import { askAboutExport, openSpine } from '../support/spine.ts';

test('answers the post with one reply that carries its marker', async () => {
  await using spine = await openSpine();
  const question = askAboutExport(spine);
  await spine.work();
  await spine.makeDue();

  await spine.deliver();

  expect(await spine.offers()).toMatchObject([{ state: 'sent', attempts: 1 }]);
  const [reply] = spine.replies();
  expect(reply).toMatchObject({ topicId: question.topicId });
});
