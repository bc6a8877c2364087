import type { AlertChannel } from '../alert/tell-alerts.ts';
import type { Config } from '../config.ts';
import type { DiscourseClient } from '../discourse/client.ts';
import type { TopicReaders } from '../forum/who-reads-topic.ts';
import { topicId } from '../model/ids.ts';
import { createMailer } from '../notify/send-mail.ts';
import { createSignedWebhook } from '../notify/send-signed.ts';

/**
 * The ways in which people want to hear of what is wrong: a topic of the staff, mail, a webhook; none, one or all. Of several
 * forums each says its name wherever it is not told on the forum itself: one mailbox may hear of all.
 */
export function alertChannels(
  { alerts, publicUrl, isListed, forumName }: Pick<Config, 'alerts' | 'publicUrl' | 'isListed' | 'forumName'>,
  client: Pick<DiscourseClient, 'createReply'>,
  whoReads: (topic: number) => Promise<TopicReaders>,
): AlertChannel[] {
  const { topic, email, webhook } = alerts;
  const where = publicUrl === null ? '' : `\n\n${publicUrl}`;
  const whose = isListed ? `${forumName}: ` : '';
  return holdToTime([
    ...(topic === null
      ? []
      : [
          {
            name: 'topic',
            isOutside: false,
            async tell({ title, text }: { title: string; text: string }) {
              const readers = await whoReads(topic);
              if (readers !== 'some') throw new OpenTopicError(topic, readers);
              const raw = `**${title}**\n\n${text}${where}`;
              await client.createReply({ topicId: topicId(topic), replyToPostNumber: null, raw });
            },
          },
        ]),
    ...(email === null ? [] : [mailChannel(email, { whose, where })]),
    ...(webhook === null ? [] : [webhookChannel(webhook, { whose, where })]),
  ]);
}

/** An alert names rules and what is wrong: where everybody reads, nothing is told. */
export class OpenTopicError extends Error {
  override name = 'OpenTopicError';
  constructor(topic: number, readers: TopicReaders) {
    super(
      readers === 'everybody'
        ? `everybody can read topic ${topic} (ALERT_TOPIC), so nothing is told there; move it to a category of the staff`
        : `whether everybody can read topic ${topic} (ALERT_TOPIC) is not known, so nothing is told there`,
    );
  }
}

/** Whoever looks after the forum must not wait for a channel that drips, nor for our turn at a busy forum. */
export function holdToTime(channels: readonly AlertChannel[], longestMs = 30_000): AlertChannel[] {
  return channels.map((channel) => ({
    ...channel,
    async tell(message, name) {
      using stack = new DisposableStack();
      const late = new Promise<never>((_resolve, reject) => {
        const say = () => reject(new Error(`${channel.name} took longer than ${longestMs / 1_000} s`));
        stack.adopt(setTimeout(say, longestMs), clearTimeout);
      });
      await Promise.race([channel.tell(message, name), late]);
    },
  }));
}

interface Around {
  /** Before the title. */
  whose: string;
  /** After the text. */
  where: string;
}

function mailChannel(email: NonNullable<Config['alerts']['email']>, { whose, where }: Around): AlertChannel {
  const mailer = createMailer(email);
  return {
    name: 'mail',
    isOutside: true,
    tell: ({ title, text }, name) => mailer.send({ subject: whose + title, text: `${text}${where}\n`, name }),
  };
}

function webhookChannel(
  webhook: NonNullable<Config['alerts']['webhook']>,
  { whose, where }: Around,
): AlertChannel {
  const sender = createSignedWebhook(webhook);
  return {
    name: 'webhook',
    isOutside: true,
    tell: ({ title, text }, name) =>
      sender.send({
        type: 'waypost.alert',
        text: `*${whose}${title}*\n${text}${where}`,
        data: { title: whose + title, text },
        name,
      }),
  };
}
