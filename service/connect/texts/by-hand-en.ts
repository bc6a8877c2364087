import { introduceBot } from '../introduce-bot.ts';
import {
  eventLines,
  fileToWrite,
  type HandAsked,
  type HandStep,
  hookUrlOf,
  privateHostOf,
  scopeLines,
} from './hand-steps.ts';

const names = { hook: '<secret 1>', signIn: '<secret 2>', key: '<the key of the API Keys page>' };

/** The same steps for somebody who would rather click: the words as Discourse writes them. */
export function byHandEnglish(asked: HandAsked): HandStep[] {
  const { bot, ownUrl, secrets, file } = asked;
  const privateHost = privateHostOf(asked);
  const steps: HandStep[] = [
    {
      say: `Sign up an account called "${bot}" in a private window (or invite it), with an address that you can read.`,
      lines: [
        `Admin → Users → ${bot}: Trust Level 2; neither moderator nor administrator.`,
        `Its profile, "About me": ${introduceBot('en')}`,
      ],
      code: null,
    },
    {
      say: 'Admin → API → API Keys → "Add API Key" (older: "New API Key"). With the Waypost plugin also everything under "waypost". Save, and copy the key: it is shown this once.',
      lines: [
        'Description: Waypost',
        `User Level: Single User · User: ${bot} · Scope: Granular. Tick:`,
        ...scopeLines(),
      ],
      code: null,
    },
    {
      say: 'Admin → Settings:',
      lines: [
        ...(privateHost === null ? [] : [`allowed internal hosts: add ${privateHost}`]),
        'enable discourse connect provider: tick',
        `discourse connect provider secrets: add ${new URL(ownUrl).hostname} with ${secrets?.signIn ?? names.signIn}`,
      ],
      code: null,
    },
    {
      say: 'Admin → API → Webhooks → "Add Webhook" (older: "New Webhook"). With the Waypost plugin also its three events. No category, tag or group.',
      lines: [
        `Payload URL: ${hookUrlOf(asked)}`,
        'Content Type: application/json',
        `Secret: ${secrets?.hook ?? names.hook}`,
        'Which events: "Select individual events". Tick, as far as they are there:',
        ...eventLines(),
        '"Check TLS certificate of payload url" and "Active": tick.',
      ],
      code: null,
    },
    {
      say: `Write ${file}, readable by you alone (chmod 600); then start Waypost anew.`,
      lines: [],
      code: fileToWrite(asked, names),
    },
  ];
  if (secrets !== null) return steps;
  const making: HandStep = {
    say: `Make two secrets; below they are called ${names.hook} and ${names.signIn}.`,
    lines: [],
    code: 'openssl rand -hex 32\nopenssl rand -hex 32',
  };
  return [making, ...steps];
}
