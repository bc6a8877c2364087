/** A post as the demo forum remembers it. */
export interface StandingPost {
  id: number;
  topicId: number;
  number: number;
  userId: number;
  username: string;
  type: number;
  raw: string;
  createdAt: string;
  replyToNumber: number | null;
  deletedAt: string | null;
  userDeleted: boolean;
}

/** Writes on a demo forum in another process and looks at everything there. */
export function driveForum(address: string) {
  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${address}/demo${path}`, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`demo forum ${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }
  return {
    address,
    posts: () => call<StandingPost[]>('GET', '/posts'),
    topic: async (topicId: number) =>
      (await call<StandingPost[]>('GET', '/posts')).filter((post) => post.topicId === topicId),
    write: (writing: {
      as: string;
      raw: string;
      title?: string;
      topicId?: number;
      categoryId?: number;
      replyToPostNumber?: number;
      to?: string[];
    }) => call<{ id: number; topicId: number; number: number }>('POST', '/posts', writing),
    edit: (postId: number, edit: { as: string; raw: string }) => call('PUT', `/posts/${postId}`, edit),
    act: (postId: number, action: 'delete' | 'recover' | 'like', as: string) =>
      call('POST', `/posts/${postId}/${action}`, { as }),
    addMember: (member: { username: string; name: string; trustLevel: 0 | 1 | 2 | 3 | 4 }) =>
      call<{ id: number; username: string }>('POST', '/members', member),
    addWebhook: (url: string, secret: string) => call('POST', '/webhooks', { url, secret }),
    deliveries: () => call<{ event: string; state: string; status: number | null }[]>('GET', '/deliveries'),
    misbehave: (how: { mode: string; times?: number; retryAfterSeconds?: number; delayMs?: number }) =>
      call('POST', '/misbehaviour', how),
    behave: () => call('DELETE', '/misbehaviour'),
  };
}

export type ForumDriver = ReturnType<typeof driveForum>;
