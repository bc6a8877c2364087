export interface MessageToSend {
  /** The offer's marker. Discourse keeps one topic of a name for ever, so that a second copy is refused. */
  externalId: string;
  to: string;
  title: string;
  raw: string;
}

/** A private message in the words of `POST /posts.json`: the very bytes that are frozen, and sent again after a lost answer. */
export function writeMessage({ externalId, to, title, raw }: MessageToSend): string {
  return JSON.stringify({
    archetype: 'private_message',
    target_recipients: to,
    title,
    raw,
    external_id: externalId,
  });
}
