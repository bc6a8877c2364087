import { DiscourseError } from '../discourse/discourse-error.ts';
import { whoReadsTopic } from '../forum/who-reads-topic.ts';
import type { Runtime } from '../runtime.ts';
import { checkAccess } from '../sweep/check-access.ts';
import type { ConnectedForum } from './forums.ts';

/** Asks each forum once at start, so that a wrong address or key is told where somebody is looking. */
export async function sayHowForumsAnswer(say: (line: string) => void, runtime: Runtime): Promise<void> {
  const { forums, stores, log } = runtime;
  for (const forum of forums) {
    const { id, client, config } = forum;
    const access = await checkAccess({ client, forums: stores.forums, log }, id);
    if (access === 'open') {
      say(`${config.url} answers, and accepts the key of ${config.apiUsername}.`);
      await sayWhoReadsAlerts(say, runtime, forum);
    }
    if (access === 'refused') {
      say(
        `${config.url} refuses the API key for ${config.apiUsername}. Nothing can be sent. Check DISCOURSE_API_KEY and`,
      );
      say(
        'DISCOURSE_API_USERNAME: the key must be active, bound to that account, and have the scopes of the README.',
      );
    }
    if (access === 'away') {
      say(`${config.url} does not answer. Webhooks are kept meanwhile, and Waypost goes on when it does.`);
    }
  }
}

/** Not a reason to refuse to start: nothing is told there, and guides do not depend on it. */
async function sayWhoReadsAlerts(
  say: (line: string) => void,
  { config, log }: Runtime,
  forum: ConnectedForum,
): Promise<void> {
  const { topic } = config.alerts;
  if (topic === null) return;
  try {
    if ((await whoReadsTopic(forum, topic)) === 'some') return;
    say(
      `ALERT_TOPIC ${topic} is open to everybody, or nobody can tell: no alert is written there. Move it to a category of the`,
    );
    say('staff, or name another topic. `waypost doctor` says more.');
  } catch (error) {
    if (!(error instanceof DiscourseError)) throw error;
    log.warn({ forum: forum.id, topic, code: error.code }, 'the topic of ALERT_TOPIC cannot be read');
    say(
      `ALERT_TOPIC ${topic} cannot be read by ${forum.config.apiUsername} (${error.code}): no alert can be written there.`,
    );
  }
}
