import { describe, expect, test } from 'vitest';
import { createPluginClient } from '../../service/discourse/plugin-client.ts';
import { createDiscourseClient } from '../../service/discourse/client.ts';
import { listDirectory } from '../../service/engine/render/list-directory.ts';
import { knowPlugin } from '../../service/forum/know-plugin.ts';
import { pushDirectory } from '../../service/forum/push-directory.ts';
import { openSpine, type Spine } from '../support/spine.ts';

const botScopes = ['topics:read', 'topics:write', 'posts:list', 'posts:edit', 'posts:delete', 'users:show'];

/** The same forum, known through a key with just these scopes. */
function knownWith(spine: Spine, scopes: readonly string[], address = spine.demo.baseUrl) {
  const access = {
    baseUrl: address,
    apiKey: spine.demo.createApiKey({ username: spine.demo.botUsername, scopes }),
    apiUsername: spine.demo.botUsername,
    share: spine.share,
    deadlineMs: 3_000,
  };
  const said: object[] = [];
  const note = (fields: object) => void said.push(fields);
  const log = { ...spine.log, info: note, warn: note } as unknown as Spine['log'];
  const known = knowPlugin({
    id: spine.forum,
    plugin: createPluginClient(access),
    client: createDiscourseClient(access),
    plugins: spine.stores.plugins,
    log,
  });
  return { known, said };
}

describe('whether the forum has the plugin', () => {
  test('is not known before it was asked, and nothing goes through it until then', async () => {
    await using spine = await openSpine();

    expect(await spine.known.plugin.knowledge()).toMatchObject({ state: 'unknown', can: null });
    expect(await spine.known.plugin.channels()).toEqual([]);
  });

  test('is found out, and kept for every process and the next start', async () => {
    await using spine = await openSpine({ plugin: true });

    const other = knownWith(spine, []).known;

    expect(await other.knowledge()).toMatchObject({ state: 'present', lacks: [], can: { version: '0.1.0' } });
    expect(await other.channels()).toContain('card');
  });

  test.each([
    ['of a key without limits', []],
    ['of a granular key, which hears 403 at addresses that nobody knows', botScopes],
  ])('is "no" on a forum without it, in the eyes %s', async (_whose, scopes) => {
    await using spine = await openSpine();
    const { known } = knownWith(spine, scopes);

    expect(await known.askAgain()).toMatchObject({ state: 'absent', lacks: [] });
  });

  test.each([
    [[...botScopes], ['waypost:offers', 'waypost:capabilities']],
    [[...botScopes, 'waypost:capabilities'], ['waypost:offers']],
  ])('is "not for this key" where it lacks scopes, and one line says which', async (scopes, missing) => {
    await using spine = await openSpine();
    spine.demo.switchPlugin(true);
    const { known, said } = knownWith(spine, scopes);

    await known.askAgain();
    await known.askAgain();

    const { state, lacks } = await known.knowledge();
    expect(state).toBe('refused');
    expect(lacks).toEqual(expect.arrayContaining(missing));
    expect(await known.channels()).toEqual([]);
    expect(said).toEqual([expect.objectContaining({ lacks: expect.arrayContaining(missing) })]);
  });

  test('is "of another account" where the key has every scope and the plugin obeys somebody else', async () => {
    await using spine = await openSpine();
    spine.demo.switchPlugin(true);
    const all = ['offers', 'capabilities', 'signals', 'facts', 'resources'].map(
      (scope) => `waypost:${scope}`,
    );
    const access = {
      baseUrl: spine.demo.baseUrl,
      apiKey: spine.demo.createApiKey({ username: 'nova', scopes: [...botScopes, ...all] }),
      apiUsername: 'nova',
      share: spine.share,
    };
    const said: unknown[] = [];
    const log = { ...spine.log, warn: (_: object, words: string) => void said.push(words) };
    const known = knowPlugin({
      id: spine.forum,
      plugin: createPluginClient(access),
      client: createDiscourseClient(access),
      plugins: spine.stores.plugins,
      log: log as unknown as Spine['log'],
    });

    expect(await known.askAgain()).toMatchObject({ state: 'refused', lacks: [] });
    expect(said).toEqual([expect.stringContaining('waypost_bot_username')]);
  });

  test('stays as it was known last while the forum is away', async () => {
    await using spine = await openSpine({ plugin: true });
    const { known } = knownWith(spine, [], 'http://127.0.0.1:1');

    await known.askAgain();

    expect(await known.knowledge()).toMatchObject({ state: 'present' });
  });

  test('is asked by one process for all', async () => {
    await using spine = await openSpine();
    const turn = () => spine.stores.plugins.takeTurn(spine.forum, { everyMs: 60_000, unknownMs: 60_000 });

    const turns = await Promise.all([turn(), turn(), turn()]);

    expect(turns.filter(Boolean)).toHaveLength(1);
    expect(await turn()).toBe(false);
  });
});

describe('the directory of guides', () => {
  function pushing(spine: Spine) {
    return pushDirectory({
      id: spine.forum,
      plugin: spine.plugin,
      known: spine.known.plugin,
      plugins: spine.stores.plugins,
      directory: () => ({
        version: spine.state.rulebook.version,
        guides: listDirectory(spine.state.rulebook),
      }),
      log: spine.log,
    });
  }

  test('is given to the plugin once for each rulebook, and anew when the plugin comes back', async () => {
    await using spine = await openSpine({ plugin: true });

    expect([await pushing(spine), await pushing(spine)]).toEqual([true, false]);

    spine.demo.switchPlugin(false);
    await spine.known.plugin.askAgain();
    expect(await pushing(spine)).toBe(false);
    spine.demo.switchPlugin(true);
    await spine.known.plugin.askAgain();
    expect(await pushing(spine)).toBe(true);
  });

  test('leaves out what the plugin does not take, and keeps for people which guide that is and why', async () => {
    await using spine = await openSpine({ plugin: true });
    const [guide] = listDirectory(spine.state.rulebook);
    const guides = guide
      ? [
          guide,
          { ...guide, locale: 'de', title: 'x'.repeat(151) },
          { ...guide, locale: 'fr', raw: 'x'.repeat(4_001) },
        ]
      : [];
    const push = () =>
      pushDirectory({
        ...{ id: spine.forum, plugin: spine.plugin, known: spine.known.plugin, log: spine.log },
        plugins: spine.stores.plugins,
        directory: () => ({ version: `v${guides.length}`, guides }),
      });

    await push();
    expect(await spine.stores.plugins.refusedGuides(spine.forum)).toEqual([
      { id: 'export-model', locale: 'fr', faults: ['raw: 4001 characters, and it takes 4000'] },
      { id: 'export-model', locale: 'de', faults: [expect.stringContaining('title: ')] },
    ]);

    guides.splice(1);
    await push();
    expect(await spine.stores.plugins.refusedGuides(spine.forum)).toEqual([]);
  });

  test('names nobody where a guide has a slot', async () => {
    await using spine = await openSpine({ plugin: true });

    const [guide] = listDirectory(spine.state.rulebook);

    expect(guide).toMatchObject({
      id: 'export-model',
      locale: 'en',
      form: 'microguide',
      owner: 'ana',
      listed: true,
    });
    expect(guide?.raw).toBe('Hello there, this is how to export.');
  });
});
