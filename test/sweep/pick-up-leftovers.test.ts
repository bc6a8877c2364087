import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, test, vi } from 'vitest';
import { type EventId, inboxId } from '../../service/model/ids.ts';
import { forgetTexts } from '../../service/sweep/forget-texts.ts';
import { pickUpLeftovers, pickUpOffers } from '../../service/sweep/pick-up-leftovers.ts';
import { repeat } from '../../service/sweep/repeat.ts';
import { readWebhook } from '../../service/ingest/read-webhook.ts';
import { workOnEvent, workOnLeasedEvent } from '../../service/evaluate/work-on-event.ts';
import { askAboutExport, openSpine } from '../support/spine.ts';

const untilStopped = () => new AbortController().signal;

describe('what the queue forgot', () => {
  test('is done without it, from the webhook to the reply', async () => {
    await using spine = await openSpine();
    const handlers = {
      headStartMs: 0,
      async readWebhook(id: ReturnType<typeof inboxId>) {
        const fresh = await readWebhook(spine.reading, id);
        if (fresh) await workOnLeasedEvent(spine.evaluation, fresh);
      },
      evaluateEvent: (id: EventId) => workOnEvent(spine.evaluation, id),
      deliverOffers: () => spine.deliver(),
    };
    askAboutExport(spine);
    await spine.demo.settled();

    await pickUpLeftovers({ ...spine.stores, ...handlers }, untilStopped());
    await spine.makeDue();
    await pickUpOffers({ ...spine.stores, ...handlers });

    expect(spine.replies()).toHaveLength(1);
  });

  test('is left to the queue for a while first', async () => {
    await using spine = await openSpine();
    askAboutExport(spine);
    await spine.demo.settled();
    const asked: string[] = [];
    const nobody = async () => {};
    const leftovers = {
      ...spine.stores,
      readWebhook: async (id: string) => void asked.push(id),
      evaluateEvent: nobody,
      deliverOffers: nobody,
    };

    await pickUpLeftovers({ ...leftovers, headStartMs: 60_000 }, untilStopped());
    expect(asked).toEqual([]);
    await pickUpLeftovers({ ...leftovers, headStartMs: 0 }, untilStopped());
    expect(asked.length).toBeGreaterThan(0);
  });

  test('is done though one row fails, and the failure is told once all have ended', async () => {
    const ids = ['1', '2', '3', '4', '5', '6'].map(inboxId);
    const done: string[] = [];
    const leftovers = {
      headStartMs: 0,
      inbox: { due: async () => ids },
      events: { due: async () => [] },
      offers: { forumsWithDueOffers: async () => [] },
      async readWebhook(id: string) {
        if (id === '2') throw new Error('row 2 is ill');
        await sleep(20);
        done.push(id);
      },
      evaluateEvent: async () => {},
      deliverOffers: async () => {},
    };

    await expect(pickUpLeftovers(leftovers, untilStopped())).rejects.toThrow('row 2 is ill');

    expect(done.toSorted()).toEqual(['1', '3', '4', '5', '6']);
  });
});

describe('a repeated task', () => {
  test('never runs twice at a time, goes on after a failure, and ends when it is stopped', async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    const errors: unknown[] = [];
    const task = repeat(
      async () => {
        running += 1;
        runs += 1;
        most = Math.max(most, running);
        await sleep(10);
        running -= 1;
        if (runs === 2) throw new Error('once');
      },
      { everyMs: 1, onError: (error) => errors.push(error) },
    );
    task.now();
    await vi.waitFor(() => expect(runs).toBeGreaterThan(3), { timeout: 20_000 });

    await task.stop();
    const stoppedAt = runs;
    await sleep(40);

    expect(most).toBe(1);
    expect(errors).toHaveLength(1);
    expect(runs).toBe(stoppedAt);
    expect(running).toBe(0);
  });
});

describe('texts', () => {
  test('are forgotten once their time is over, and not before', async () => {
    await using spine = await openSpine();
    askAboutExport(spine);
    await spine.work();
    const texts = async () => [
      ...(await spine.inbox()).map(({ body }) => body),
      ...(await spine.events()).map(({ content }) => content),
    ];

    await forgetTexts(spine.stores, { textHours: 1 }, untilStopped());
    expect((await texts()).some((text) => text !== null)).toBe(true);
    await sql`update inbox set finished_at = now() - interval '2 hours'`.execute(spine.db);
    await sql`update event set finished_at = now() - interval '2 hours'`.execute(spine.db);
    await forgetTexts(spine.stores, { textHours: 1 }, untilStopped());

    expect((await texts()).every((text) => text === null)).toBe(true);
  });
});
