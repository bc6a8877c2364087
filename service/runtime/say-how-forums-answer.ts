import type { Runtime } from '../runtime.ts';
import { checkAccess } from '../sweep/check-access.ts';

/** Asks each forum once at start, so that a wrong address or key is told where somebody is looking. */
export async function sayHowForumsAnswer(say: (line: string) => void, runtime: Runtime): Promise<void> {
  const { forums, stores, log } = runtime;
  for (const { id, client, config } of forums) {
    const access = await checkAccess({ client, forums: stores.forums, log }, id);
    if (access === 'open') say(`${config.url} answers, and accepts the key of ${config.apiUsername}.`);
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
