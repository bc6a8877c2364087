import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import type { TopicReaders } from '../../service/forum/who-reads-topic.ts';
import { forumId } from '../../service/model/ids.ts';
import { alertChannels } from '../../service/runtime/alert-channels.ts';

const received: string[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    received.push(body);
    response.writeHead(204).end();
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
afterAll(() => void server.close());

const message = { title: 'The rule export was paused by itself', text: 'It offered 40 times.' };
const none = { topic: null, email: null, webhook: null };
const replies: object[] = [];
const client = {
  async createReply(reply: object) {
    replies.push(reply);
    return { outcome: 'created' } as never;
  },
};
const open = (
  alerts: Partial<typeof none> | object,
  publicUrl: string | null = null,
  readers: TopicReaders = 'some',
  isListed = false,
) =>
  alertChannels(
    { alerts: { ...none, ...alerts }, publicUrl, isListed, forumName: forumId('garden') },
    client,
    async () => readers,
  );

test('where nothing is set, nobody is told', () => {
  expect(open({})).toEqual([]);
});

test('a topic of the staff is told on the forum, with the way to the dashboard', async () => {
  const [channel] = open({ topic: 12 }, 'https://waypost.example');

  await channel?.tell(message, 'it');

  expect(channel?.isOutside).toBe(false);
  expect(replies).toEqual([
    {
      topicId: 12,
      replyToPostNumber: null,
      raw: '**The rule export was paused by itself**\n\nIt offered 40 times.\n\nhttps://waypost.example',
    },
  ]);
});

test.each([
  ['everybody', /everybody can read topic 12/],
  ['unknown', /is not known/],
] as const)('a topic read by %s is told nothing', async (readers, why) => {
  const before = replies.length;
  const [channel] = open({ topic: 12 }, null, readers);

  await expect(channel?.tell(message, 'it')).rejects.toThrow(why);
  expect(replies).toHaveLength(before);
});

test('a webhook and a mail are ways outside of the forum', async () => {
  const channels = open({
    webhook: { address, secret: null },
    email: { server: 'smtp://127.0.0.1:1', from: 'w@example.org', to: ['a@example.org'] },
  });

  expect(channels.map(({ name, isOutside }) => [name, isOutside])).toEqual([
    ['mail', true],
    ['webhook', true],
  ]);
  await channels.at(-1)?.tell(message, 'it');
  expect(JSON.parse(received[0] ?? '')).toMatchObject({ type: 'waypost.alert', data: message });
});

test('of several forums, what is told outside says whose it is', async () => {
  const [channel] = open({ webhook: { address, secret: null } }, null, 'some', true);

  await channel?.tell(message, 'it');

  expect(JSON.parse(received.at(-1) ?? '')).toMatchObject({
    text: expect.stringMatching(/^\*garden: The rule export was paused/) as string,
    data: { title: `garden: ${message.title}` },
  });
});
