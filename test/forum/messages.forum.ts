import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMarker } from '../../service/discourse/wire/marker.ts';
import { type RunningPart, eventually, freePort } from '../support/run-part.ts';
import { type Account, type BorrowedForum, borrowForum } from './borrow-forum.ts';
import { callAs } from './call-as.ts';
import { givenForum, whyNot } from './given-forum.ts';
import { type Waypost, startWaypost } from './start-waypost.ts';

// The service asks every three minutes whether the plugin is there.
const soonMs = 240_000;
// Longer than every silence after which another would be sent.
const silenceMs = 45_000;
const question = 'The code that I pasted lost its indentation, how can I bring it back?';

const ways = [
  { way: 'the forum’s own API', plugin: 'false' },
  { way: 'the plugin', plugin: 'true' },
];

describe.skipIf(whyNot !== null).each(ways)(
  `messages on a real forum by $way${whyNot ? ` (${whyNot})` : ''}`,
  ({ plugin }) => {
    const opened = new AsyncDisposableStack();
    let forum: BorrowedForum;
    let waypost: Waypost;
    let worker: RunningPart;

    beforeAll(async () => {
      forum = opened.use(await borrowForum(givenForum, await freePort()));
      await forum.set('waypost_enabled', plugin);
      waypost = opened.use(await startWaypost(givenForum, forum, { as: 'message' }));
      await waypost.serve();
      worker = await waypost.work();
      await eventually(
        'whether the plugin is there is known',
        async () => waypost.logs(),
        (logs) => logs.includes(plugin === 'true' ? 'the plugin is there' : 'the forum has no plugin'),
        soonMs,
      );
    });
    afterAll(() => opened.disposeAsync());

    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    const arrive = (to: Account, count: number) =>
      eventually(
        `${count} messages`,
        () => forum.messagesOfBot(to),
        (messages) => messages.length >= count,
        soonMs,
      );
    const say = (who: Account, topicId: number, raw: string) =>
      callAs(givenForum, who.username, 'POST', '/posts.json', { topic_id: topicId, raw });

    /** Where the forum leads the bot's own key from the name that a message was given. */
    async function topicNamed(marker: string): Promise<string | null> {
      const answer = await fetch(`${givenForum.url}/t/external_id/${marker}.json`, {
        headers: { 'Api-Key': forum.botKey, 'Api-Username': forum.bot.username },
        redirect: 'manual',
      });
      return answer.headers.get('location');
    }

    test('a question gets one message, with greeting, reason and way out', async () => {
      const { topicId } = await forum.ask(question);

      await arrive(forum.asker, 1);
      await wait(10_000);

      const [message, ...more] = await forum.messagesOfBot(forum.asker);
      expect(more).toEqual([]);
      expect(message?.title).toBe('Show code so that people can read it');
      expect(message?.cooked).toContain(forum.asker.username);
      expect(message?.cooked).toContain('three backticks');
      expect(message?.cooked).toContain('This came because');
      expect(message?.cooked).toContain('To get no more of these, answer');
      expect(message?.cooked).not.toContain('waypost:');
      expect(await forum.repliesOfBot(topicId)).toEqual([]);
      expect(await forum.messagesOfBot(forum.bystander)).toEqual([]);
    });

    test('its topic is found again by the name it was given', async () => {
      const [message] = await forum.messagesOfBot(forum.asker);

      const found = await topicNamed(readMarker(message?.raw ?? '') ?? 'none');

      expect(found).toContain(`/${message?.topicId}`);
    });

    test('killed between sending and writing it down, there is one message in the end', async () => {
      await worker.kill('SIGTERM');
      const doomed = await waypost.work({ CRASH_AT: 'deliver.after-send' });
      await forum.ask(`Again: ${question}`);
      expect(await doomed.ended).toBe('SIGKILL');

      worker = await waypost.work();
      await wait(silenceMs);

      expect(await forum.messagesOfBot(forum.asker)).toHaveLength(2);
    });

    test('a member who takes no messages gets none, and nothing else instead', async () => {
      const { username } = forum.bystander;
      await callAs(givenForum, username, 'PUT', `/u/${username}.json`, { allow_private_messages: false });
      const { topicId } = await forum.ask(`Mine too: ${question}`, forum.bystander);

      await eventually(
        'a refusal',
        async () => waypost.logs(),
        (logs) => /reply not confirmed|offer refused/.test(logs),
        soonMs,
      );
      await wait(10_000);

      expect(await forum.messagesOfBot(forum.bystander)).toEqual([]);
      expect(await forum.repliesOfBot(topicId)).toEqual([]);
    });

    test('what the message says to answer is an answer that the forum takes, and is obeyed', async () => {
      const [message] = await forum.messagesOfBot(forum.asker);
      const words = /answer “([^”]+)”/.exec(message?.cooked ?? '')?.[1] ?? '';
      await say(forum.asker, message?.topicId ?? 0, words);
      await wait(8_000);

      await forum.ask(`After all: ${question}`);
      await wait(silenceMs);

      expect(await forum.messagesOfBot(forum.asker)).toHaveLength(2);
    });
  },
);
