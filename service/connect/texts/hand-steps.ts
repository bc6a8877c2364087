import { isPrivateHost } from '../check-address.ts';
import { botScopes } from '../bot-scopes.ts';
import { eventsByGroup } from '../webhook-events.ts';

/** What has to be clicked or written, by somebody who would rather do it by hand. */
export interface HandStep {
  say: string;
  /** One below the other: settings with their values, things to tick. */
  lines: readonly string[];
  /** What to run, or to write into a file, to the letter. */
  code: string | null;
}

/** What the steps have to name. */
export interface HandAsked {
  forumUrl: string;
  bot: string;
  /** Known to be in a private network, though its name does not say so. */
  privateHost: string | null;
  /** Where forum and people reach Waypost. */
  ownUrl: string;
  /** Null: the reader makes them; they are named by their variables. */
  secrets: { hook: string; signIn: string } | null;
  file: string;
}

/** How secrets are called that the reader makes, and the key that the forum shows. */
export interface Placeholders {
  hook: string;
  signIn: string;
  key: string;
}

/** The bot's scopes as the forum lists them: by resource. */
export function scopeLines(): string[] {
  const byResource = Map.groupBy(Object.keys(botScopes), (scope) => scope.split(':')[0] ?? '');
  return [...byResource].map(
    ([resource, names]) => `${resource}: ${names.map((name) => name.split(':')[1]).join(', ')}`,
  );
}

/** What the webhook ticks, by the group that Discourse shows it under. */
export function eventLines(): string[] {
  return eventsByGroup()
    .filter(([group]) => group !== 'waypost')
    .map(([group, names]) => `${group}: ${names.join(', ')}`);
}

/** The file, to the letter. */
export function fileToWrite(asked: HandAsked, names: Placeholders): string {
  const { forumUrl, bot, ownUrl, secrets } = asked;
  return [
    `DISCOURSE_URL=${forumUrl}`,
    `DISCOURSE_API_USERNAME=${bot}`,
    `DISCOURSE_API_KEY=${names.key}`,
    `WEBHOOK_SECRET=${secrets?.hook ?? names.hook}`,
    `DISCOURSE_CONNECT_SECRET=${secrets?.signIn ?? names.signIn}`,
    `PUBLIC_URL=${ownUrl}`,
    ...(ownUrl.startsWith('https:') ? ['TRUST_PROXY=true'] : []),
    'DATA_DIR=.waypost/forum',
  ].join('\n');
}

/** The host of Waypost where Discourse would not call it by itself. */
export function privateHostOf({ ownUrl, privateHost }: HandAsked): string | null {
  if (privateHost !== null) return privateHost;
  const { hostname } = new URL(ownUrl);
  return isPrivateHost(hostname) ? hostname : null;
}

export function hookUrlOf({ ownUrl }: HandAsked): string {
  return `${ownUrl}/hooks/discourse/default`;
}
