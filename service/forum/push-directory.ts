import type { Logger } from 'pino';
import type { PluginClient } from '../discourse/plugin-client.ts';
import type { DirectoryOutcome } from '../discourse/wire/plugin/read-plugin-offer.ts';
import type { ForumId } from '../model/ids.ts';
import type { Guide, RefusedGuide } from '../model/plugin.ts';
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
 * away. Those it cannot take are left out, told in the log and kept for people to see. Returns whether anything was sent.
 * @throws DiscourseError; the next round tries again.
 */
export async function pushDirectory(deps: PushDirectoryDeps): Promise<boolean> {
  const { id, log } = deps;
  const { state, can, lacks } = await deps.known.knowledge();
  const isPossible = state === 'present' && can?.features.includes('resources') === true;
  if (!isPossible || lacks.includes('waypost:resources')) return false;
  const { version, guides } = deps.directory();
  if ((await deps.plugins.directoryVersion(id)) === version) return false;
  const { fitting, unfit } = fit(guides, can.limits);
  const answer = await deps.plugin.putResources({ version, resources: fitting });
  if (answer.outcome === 'gone') return false;
  const refused = [...unfit, ...refusedIn(answer)];
  // What it does not understand today it will not understand in a minute either.
  await deps.plugins.recordDirectory(id, { version, refused });
  for (const { id: guide, locale, faults } of refused)
    log.warn({ forum: id, guide, locale, faults }, 'the plugin does not take a guide');
  if (answer.outcome === 'kept')
    log.info({ forum: id, version, count: answer.count }, 'guides given to the plugin');
  else log.error({ forum: id, version, faults: answer.faults }, 'the plugin does not understand the guides');
  return true;
}

function fit(
  guides: readonly Guide[],
  { rawLength, resources: most }: { rawLength: number; resources: number },
): { fitting: Guide[]; unfit: RefusedGuide[] } {
  const refuse = ({ id, locale }: Guide, fault: string): RefusedGuide => ({ id, locale, faults: [fault] });
  const short = guides.filter(({ raw }) => raw.length <= rawLength);
  return {
    fitting: short.slice(0, most),
    unfit: [
      ...guides
        .filter(({ raw }) => raw.length > rawLength)
        .map((guide) => refuse(guide, `raw: ${guide.raw.length} characters, and it takes ${rawLength}`)),
      ...short.slice(most).map((guide) => refuse(guide, `one of more than ${most}, which is all it takes`)),
    ],
  };
}

function refusedIn(answer: Exclude<DirectoryOutcome, { outcome: 'gone' }>): readonly RefusedGuide[] {
  if (answer.outcome === 'kept') return answer.rejected;
  return [{ id: null, locale: null, faults: answer.faults }];
}
