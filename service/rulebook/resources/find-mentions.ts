import { readableText } from './readable-text.ts';

/** Members and groups that a body would notify: `@name` outside code. `line` counts from the first line of the body, `column` from 1. */
export function findMentions(body: string): { name: string; line: number; column: number }[] {
  return readableText(body)
    .split('\n')
    .flatMap((text, line) =>
      [...text.matchAll(/(?<![\p{L}\p{N}_/.])[@\uFF20]([\p{L}\p{N}](?:[.-]?[\p{L}\p{N}_])*)/gu)].map(
        (found) => ({
          name: found[1] ?? '',
          line,
          column: found.index + 1,
        }),
      ),
    );
}
