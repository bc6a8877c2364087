import { english } from '../connect/texts/en.ts';
import { ticksFor } from '../connect/webhook-events.ts';
import { type HookFault, whatIsWrongWith } from '../connect/what-is-wrong-with-hook.ts';
import type { DeliveryView, HooksView } from '../discourse/wire/admin.ts';
import { type Finding, findingsAbout } from './finding.ts';

export interface HookSeen {
  url: string;
  secrets: readonly string[];
  /** The host where it is in a private network. */
  privateHost: string | null;
  /** Null without an administrator's key. */
  admin: {
    hooks: HooksView;
    deliveries: readonly DeliveryView[];
    settings: ReadonlyMap<string, string>;
  } | null;
  /** The newest webhook that was kept; null: none ever. */
  lastHeardAt: Date | null;
  now: Date;
}

const about = findingsAbout('webhook');
const again = 'waypost connect repairs it';
const deaf =
  'what happens is then found by reading the forum only: posts within a minute, the rest late or never';
const dayMs = 86_400_000;

export function judgeHook(seen: HookSeen): Finding[] {
  const { admin } = seen;
  const heard = judgeHeard(seen);
  if (admin === null)
    return [...heard, about.notChecked('the webhook as the forum has it', '--admin-key-file shows it')];
  const { hooks, eventTypes } = admin.hooks;
  const hook = hooks.find(({ url }) => url === seen.url);
  if (!hook) return [...heard, about.bad(`the forum has no webhook to ${seen.url}`, deaf, again)];
  const ticks = ticksFor(eventTypes);
  const ours = seen.secrets.find((secret) => secret === hook.secret) ?? seen.secrets[0] ?? null;
  const wrong = whatIsWrongWith(hook, ours, ticks.names);
  return [
    ...heard,
    ...wrong.map((fault) => about[weight(fault)](`the webhook: ${english.fault(fault)}`, deaf, again)),
    ...(wrong.length === 0
      ? [
          about.good(
            `the webhook is active, signed with our secret, for ${ticks.names.length} kinds of events`,
          ),
        ]
      : []),
    ...judgeDeliveries(admin.deliveries),
    ...judgeSettings(seen.privateHost, admin.settings),
  ];
}

/** Too much is a waste, too little is deafness. */
function weight({ is }: HookFault): 'warning' | 'bad' {
  return is === 'needless_events' || is === 'wildcard' || is === 'lacks_events' ? 'warning' : 'bad';
}

function judgeHeard({ lastHeardAt, now }: HookSeen): Finding[] {
  if (lastHeardAt === null)
    return [
      about.warning(
        'no webhook has come yet',
        deaf,
        'is anything happening on the forum? waypost connect sends a test ping the whole way',
      ),
    ];
  const quietMs = now.getTime() - lastHeardAt.getTime();
  const at = lastHeardAt.toISOString().slice(0, 16).replace('T', ' ');
  if (quietMs < dayMs) return [about.good(`the last webhook came ${at} UTC`)];
  return [
    about.warning(
      `the last webhook came ${at} UTC`,
      deaf,
      'if more happened on the forum since, the webhook is off or does not get through',
    ),
  ];
}

function judgeDeliveries(deliveries: readonly DeliveryView[]): Finding[] {
  const sent = deliveries.filter(({ status }) => status !== 0);
  const [last] = sent;
  if (!last) return [about.notChecked('deliveries: the forum has sent nothing yet')];
  const failed = sent.filter(({ status }) => status < 200 || status >= 300);
  if (last.status === 401)
    return [
      about.bad(
        'the last delivery was answered 401',
        'the forum signs with another secret than the running Waypost knows',
        `${again}; then start Waypost anew`,
      ),
    ];
  if (failed.includes(last))
    return [
      about.bad(
        `the last delivery was answered ${last.status === -1 ? 'by nobody' : last.status}`,
        deaf,
        'does Waypost run, and does its address lead there, through proxy and firewall?',
      ),
    ];
  if (failed.length > 0)
    return [
      about.warning(
        `${failed.length} of the last ${sent.length} deliveries failed, the newest arrived`,
        'Discourse forgets what it could not deliver, unless retry_web_hook_events is on',
        'nothing now; look again if it grows',
      ),
    ];
  return [about.good(`the last ${sent.length} deliveries arrived`)];
}

function judgeSettings(privateHost: string | null, settings: ReadonlyMap<string, string>): Finding[] {
  const findings: Finding[] = [];
  const allowed = (settings.get('allowed_internal_hosts') ?? '').split('|');
  if (privateHost !== null)
    findings.push(
      allowed.includes(privateHost)
        ? about.good(`allowed_internal_hosts has ${privateHost}`)
        : about.bad(
            `allowed_internal_hosts lacks ${privateHost}`,
            'Discourse calls no address in a private network that it was not told of',
            again,
          ),
    );
  findings.push(
    settings.get('retry_web_hook_events') === 'true'
      ? about.good('Discourse tries failed deliveries again (retry_web_hook_events)')
      : about.warning(
          'Discourse tries no failed delivery again (retry_web_hook_events is off)',
          'what comes while Waypost starts anew is lost to webhooks; posts are found by reading, the rest is not',
          'Admin → Settings: tick “retry web hook events”',
        ),
  );
  return findings;
}
