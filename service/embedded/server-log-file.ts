import { open, stat, truncate } from 'node:fs/promises';

const longestLogBytes = 5_000_000;
const tailBytes = 2_000;

/** Keeps the server's own log from growing for ever: it begins anew when a start finds it long. */
export async function shortenLog(path: string): Promise<void> {
  const size = (await stat(path).catch(() => null))?.size ?? 0;
  if (size > longestLogBytes) await truncate(path);
}

/** The last lines a server wrote, for the message of a start that failed. */
export async function readLogTail(path: string, lines = 4): Promise<string> {
  await using file = await open(path).catch(() => null);
  if (!file) return '';
  const { size } = await file.stat();
  const start = Math.max(0, size - tailBytes);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(tailBytes), 0, tailBytes, start);
  return buffer.toString('utf8', 0, bytesRead).trim().split('\n').slice(-lines).join('\n');
}
