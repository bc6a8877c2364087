import type { Wish } from './plan-connection.ts';
import { byHandEnglish } from './texts/by-hand-en.ts';
import type { HandStep } from './texts/hand-steps.ts';

/** The steps by hand, as a text for a terminal. It names the secrets. */
export function tellByHand(forumUrl: string, ownUrl: string, wish: Wish, file: string): string {
  const { bot, hook, signIn, privateHost } = wish;
  const steps = byHandEnglish({
    ...{ forumUrl, ownUrl, privateHost, file },
    bot: bot.username,
    secrets: { hook: hook.secret, signIn: signIn.secret },
  });
  const told = steps.map((step, at) => tellStep(step, at + 1)).join('\n\n');
  return `By hand, as an administrator of ${forumUrl}:\n\n${told}\n`;
}

function tellStep({ say, lines, code }: HandStep, number: number): string {
  const below = lines.map((line) => `   ${line}`);
  return [`${number}. ${say}`, ...below, ...(code === null ? [] : ['', code])].join('\n');
}
