import type { Logger } from 'pino';
import type { PluginClient } from '../discourse/plugin-client.ts';
import type { ForumId } from '../model/ids.ts';
import type { Guide } from '../model/plugin.ts';
import type { PluginStore } from '../storage/plugin-store.ts';
import type { KnownPlugin } from './know-plugin.ts';

export interface PushDirectoryDeps {
  id: ForumId;
  plugin: Pick<PluginClient, 'putResources'>;
  known: Pick<KnownPlugin, 'knowledge'>;
  plugins: Pick<PluginStore, 'directoryVersion' | 'recordDirectory'>;
  /** The guides in force, and the version of the rulebook they are from. */
  directory(): { version: string; guides: readonly Guide[] };
  log: Logger;
}

/**
 * Gives the plugin the guides in force, if they are not the ones it was given last: so it has them while the service is
 * away. Returns whether anything was sent. @throws DiscourseError; the next round tries again.
 */
export async function pushDirectory(deps: PushDirectoryDeps): Promise<boolean> {
  const { id, log } = deps;
  const { state, can, lacks } = await deps.known.knowledge();
  const isPossible = state === 'present' && can?.features.includes('resources') === true;
  if (!isPossible || lacks.includes('waypost:resources')) return false;
  const { version, guides } = deps.directory();
  if ((await deps.plugins.directoryVersion(id)) === version) return false;
  const { rawLength, resources: most } = can.limits;
  const fitting = guides.filter(({ raw }) => raw.length <= rawLength).slice(0, most);
  const left = guides.length - fitting.length;
  if (left > 0) log.warn({ forum: id, left, rawLength, most }, 'guides too long or too many for the plugin');
  const answer = await deps.plugin.putResources({ version, resources: fitting });
  if (answer.outcome === 'gone') return false;
  // What it does not understand today it will not understand in a minute either.
  await deps.plugins.recordDirectory(id, version);
  if (answer.outcome === 'kept')
    log.info({ forum: id, version, count: answer.count }, 'guides given to the plugin');
  else log.error({ forum: id, version }, 'the plugin does not understand the guides');
  return true;
}
