import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { runWaypost } from '../cli/run-waypost.ts';
import { type HousedForum, openInstallation, phrase } from '../support/open-installation.ts';
import { eventually } from '../support/run-part.ts';

const isReply = ({ username }: { username: string }) => username === 'waypost';

test(
  'a forum configured by environment goes on as "default" of a file, with all that is known, beside a new one',
  { timeout: 180_000 },
  async () => {
    await using place = await openInstallation(['default', 'garden']);
    const [first, garden] = place.forums as [HousedForum, HousedForum];
    const byEnvironment = {
      FORUMS_FILE: '',
      DISCOURSE_URL: first.drive.address,
      DISCOURSE_API_KEY: first.demo.apiKey,
      DISCOURSE_API_USERNAME: first.demo.botUsername,
      DISCOURSE_API_SHARE: '600',
      WEBHOOK_SECRET: first.webhookSecret,
      DASHBOARD_PASSWORD: first.password,
      RULES_PATH: first.rules,
      WAITS: 'shortened',
    };
    const askAndAwait = async (forum: HousedForum) => {
      const raw = `Has anybody seen the ${phrase}?`;
      const { topicId } = await forum.drive.write({
        as: 'ren',
        title: 'Where is it now?',
        categoryId: 5,
        raw,
      });
      return await eventually(
        'the reply',
        () => forum.drive.topic(topicId),
        (posts) => posts.some(isReply),
      );
    };
    const decisions = async () =>
      (await sql`select id, event_id, verdict from public.decision order by id`.execute(place.database.db))
        .rows;

    let known: unknown[];
    {
      await using _waypost = await place.start(byEnvironment);
      const promoted = await runWaypost(['promote', 'answer', '--why', 'a test'], {
        ...place.env,
        ...byEnvironment,
      });
      expect(promoted.stderr).toBe('');
      await askAndAwait(first);
      known = await decisions();
      expect(known).toHaveLength(1);
      await _waypost.kill('SIGTERM');
    }

    await place.list([garden, first]);
    await using waypost = await place.start();
    expect(waypost.out()).not.toContain('not open');
    expect(await decisions()).toEqual(known);
    // Promoted before the move, and still: nothing of the ladder is lost.
    await askAndAwait(first);
    expect(await decisions()).toHaveLength(2);
    const { rows } = await sql`select id from waypost_garden.event`.execute(place.database.db);
    expect(rows).toEqual([]);
  },
);

test('a forum that is known by another name is not begun anew, and holds up no other', async () => {
  await using place = await openInstallation(['default', 'garden']);
  const [first, garden] = place.forums as [HousedForum, HousedForum];
  await place.list([first]);
  {
    await using waypost = await place.start();
    await waypost.kill('SIGTERM');
  }

  await place.list([{ ...first, name: 'harbour' }, garden]);
  await using waypost = await place.start();
  await eventually(
    'both',
    async () => waypost.out(),
    (out) => /garden +http/.test(out) && /harbour +not open/.test(out),
  );
  expect(waypost.out()).toMatch(/kept under the name "default", not "harbour"\. Call the forum "default"/);
}, 90_000);
