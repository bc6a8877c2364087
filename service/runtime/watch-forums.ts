import { sumUpWeek } from '../alert/sum-up-week.ts';
import { type RulePause, watchForum } from '../alert/watch-forum.ts';
import { whoReadsTopic } from '../forum/who-reads-topic.ts';
import type { Runtime } from '../runtime.ts';
import { repeat } from '../sweep/repeat.ts';
import { alertChannels } from './alert-channels.ts';

const everyMs = 30_000;

/** Looks after every forum, in whichever processes there are: also `serve` alone notices that nobody works. */
export function watchForums(runtime: Runtime): AsyncDisposable {
  const { config, stores, reports, rules, actions, log } = runtime;
  const tasks = runtime.forums.map((forum) => {
    const channels = alertChannels(config, forum.client, (topic) => whoReadsTopic(forum, topic));
    const deps = {
      alerts: stores.alerts,
      reports,
      channels,
      log,
      locale: () => rules.current().site.locale,
      site: () => rules.current().site,
      pauseRule: ({ rule, ...by }: RulePause) => actions.pause({ ...by, scope: 'rule', rule }),
      everyMs,
    };
    return repeat(
      async () => {
        await watchForum(deps, forum.id);
        await sumUpWeek(deps, forum.id);
      },
      {
        everyMs,
        onError: (error) =>
          log.error(
            { err: error, forum: forum.id },
            'looking after the forum failed and will be tried again',
          ),
      },
    );
  });
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all(tasks.map((task) => task.stop()));
    },
  };
}
