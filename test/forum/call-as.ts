import type { GivenForum } from './given-forum.ts';

/** Calls the forum's API with the key of all users, as somebody; waits where the forum says that it is too soon. */
export async function callAs<Answer = unknown>(
  forum: GivenForum,
  username: string,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
): Promise<Answer> {
  for (let again = 5; ; again -= 1) {
    const response = await fetch(`${forum.url}${path}`, {
      method,
      headers: {
        'Api-Key': forum.adminKey,
        'Api-Username': username,
        Accept: 'application/json',
        ...(body ? { 'Content-Type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (response.status === 429 && again > 0) {
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      continue;
    }
    if (!response.ok)
      throw new Error(`${method} ${path} as ${username}: ${response.status} ${text.slice(0, 300)}`);
    return (text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : null) as Answer;
  }
}
