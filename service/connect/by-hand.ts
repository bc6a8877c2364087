import { botScopes } from './bot-scopes.ts';
import type { Wish } from './plan-connection.ts';
import { eventsByGroup } from './webhook-events.ts';

/** The same steps for somebody who would rather click: the words as Discourse writes them. */
export function tellByHand(forumUrl: string, wish: Wish, file: string): string {
  const { bot, hook, signIn, privateHost } = wish;
  const byResource = Map.groupBy(Object.keys(botScopes), (scope) => scope.split(':')[0] ?? '');
  const scopes = [...byResource].map(
    ([resource, names]) => `     ${resource}: ${names.map((name) => name.split(':')[1]).join(', ')}`,
  );
  const events = eventsByGroup()
    .filter(([group]) => group !== 'waypost')
    .map(([group, names]) => `     ${group}: ${names.join(', ')}`);
  const settings = [
    ...(privateHost === null ? [] : [`   allowed internal hosts: add ${privateHost}`]),
    '   enable discourse connect provider: tick',
    `   discourse connect provider secrets: add ${signIn.host} with ${signIn.secret}`,
  ];
  return `By hand, as an administrator of ${forumUrl}:

1. Sign up an account called "${bot.username}" in a private window (or invite it), with an address that you can read.
   Admin → Users → ${bot.username}: Trust Level 2; neither moderator nor administrator.
   Its profile, "About me": ${bot.bio}

2. Admin → API → API Keys → "Add API Key" (older: "New API Key")
   Description: Waypost · User Level: Single User · User: ${bot.username} · Scope: Granular. Tick:
${scopes.join('\n')}
   With the Waypost plugin also everything under "waypost". Save, and copy the key: it is shown this once.

3. Admin → Settings:
${settings.join('\n')}

4. Admin → API → Webhooks → "Add Webhook" (older: "New Webhook")
   Payload URL: ${hook.url}
   Content Type: application/json
   Secret: ${hook.secret}
   Which events: "Select individual events". Tick, as far as they are there:
${events.join('\n')}
     With the Waypost plugin also its three.
   "Check TLS certificate of payload url" and "Active": tick. No category, tag or group.

5. Write ${file}, readable by you alone (chmod 600):

DISCOURSE_URL=${forumUrl}
DISCOURSE_API_USERNAME=${bot.username}
DISCOURSE_API_KEY=<the key of step 2>
WEBHOOK_SECRET=${hook.secret}
DISCOURSE_CONNECT_SECRET=${signIn.secret}
PUBLIC_URL=${new URL(hook.url).href.replace(/\/hooks\/.*$/, '')}
DATA_DIR=.waypost/forum
`;
}
