import type { Environment } from './environment.ts';

export interface ForumConfig {
  url: string;
  apiKey: string;
  apiUsername: string;
  /** Our share of the site's admin API calls a minute. */
  apiShare: number;
}

/** A real forum needs all of its settings; without any of them the demo forum starts. */
export function readForum(
  values: Environment,
  faults: string[],
  { mayBeDemo }: { mayBeDemo: boolean },
): Omit<ForumConfig, 'apiShare'> | null {
  const needed = {
    DISCOURSE_URL: 'the address of your forum',
    DISCOURSE_API_KEY: 'an API key bound to the bot account (Admin → API → New key, granular)',
    DISCOURSE_API_USERNAME: 'the name of the bot account',
    WEBHOOK_SECRET: 'the secret of the webhook (Admin → API → Webhooks), at least 32 characters',
    ...(values['DISCOURSE_CONNECT_SECRET']
      ? {}
      : {
          DASHBOARD_PASSWORD:
            'the password of the dashboard, at least 12 characters; or DISCOURSE_CONNECT_SECRET, to sign in with forum accounts',
        }),
  };
  const isReal =
    !mayBeDemo ||
    ['DISCOURSE_URL', 'DISCOURSE_API_KEY', 'DISCOURSE_API_USERNAME'].some((name) => values[name]);
  if (!isReal) return null;
  for (const [name, what] of Object.entries(needed)) {
    if (!values[name])
      faults.push(
        `${name}: missing; a real forum needs it: ${what}${mayBeDemo ? '. Unset DISCOURSE_* to try the demo forum' : ''}`,
      );
  }
  return {
    url: (values['DISCOURSE_URL'] ?? '').replace(/\/+$/, ''),
    apiKey: values['DISCOURSE_API_KEY'] ?? '',
    apiUsername: values['DISCOURSE_API_USERNAME'] ?? '',
  };
}
