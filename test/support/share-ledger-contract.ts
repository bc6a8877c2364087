import { describe, expect, test } from 'vitest';
import type { CallKind, Priority, ShareLedger, ShareSettings } from '../../service/discourse/share-ledger.ts';

export interface LedgerOnTrial {
  ledger: ShareLedger;
  /** Lets that much time pass, however this ledger measures it. */
  advance: (ms: number) => Promise<void>;
}

/** Long windows: nobody really waits for them, and what a busy machine takes for a call is nothing beside them. */
export const trialSettings: ShareSettings = {
  sharePerMinute: 4,
  windowMs: 60_000,
  postsPerWindow: 2,
  postGapMs: 20_000,
  growEveryMs: 150_000,
  abandonedAfterMs: 120_000,
};

const answered = { status: 200, retryAfterMs: null, limit: null };

/** What every ledger promises; `make` builds an empty one with `trialSettings`. */
export function describeShareLedger(name: string, make: () => Promise<LedgerOnTrial>): void {
  describe(name, () => {
    test('grants the share and no more, and frees a slot one window after its call has ended', async () => {
      const { ledger, advance } = await make();
      const slots = [];
      for (let calls = 0; calls < 4; calls += 1) slots.push(await take(ledger));
      expect(await ask(ledger)).toMatchObject({ granted: false, because: 'share' });

      await advance(40_000);
      for (const slot of slots) await ledger.finish(slot, answered);
      await advance(40_000);
      expect(await ask(ledger)).toMatchObject({ granted: false, because: 'share' });

      await advance(25_000);
      expect(await ask(ledger)).toMatchObject({ granted: true });
    });

    test('frees the slot of a process that died', async () => {
      const { ledger, advance } = await make();
      for (let calls = 0; calls < 4; calls += 1) await take(ledger);

      await advance(125_000);

      expect(await ask(ledger)).toMatchObject({ granted: true });
    });

    test('paces posts without holding up anything else', async () => {
      const { ledger, advance } = await make();
      await ledger.finish(await take(ledger, { kind: 'post' }), answered);
      expect(await ask(ledger, { kind: 'post' })).toMatchObject({ granted: false, because: 'pace' });
      expect(await ask(ledger, { priority: 'background' })).toMatchObject({ granted: true });

      await advance(22_000);
      await ledger.finish(await take(ledger, { kind: 'post' }), answered);
      await advance(22_000);

      expect(await ask(ledger, { kind: 'post' })).toMatchObject({ granted: false, because: 'pace' });
    });

    test('gives way only while the better one is heard of', async () => {
      const { ledger, advance } = await make();
      for (let calls = 0; calls < 4; calls += 1) await ledger.finish(await take(ledger), answered);
      await advance(58_500);
      await ask(ledger, { process: 'b', priority: 'deliver' });
      await advance(1_600);

      expect(await ask(ledger, { process: 'a', priority: 'facts' })).toMatchObject({
        granted: false,
        because: 'turn',
      });
      expect(await ask(ledger, { process: 'a', priority: 'lookup' })).toMatchObject({ granted: true });

      await ledger.leave({ process: 'b', priority: 'deliver', kind: 'call' });
      expect(await ask(ledger, { process: 'a', priority: 'facts' })).toMatchObject({ granted: true });
    });

    test('grants nothing while the site asks for quiet, and half as much afterwards', async () => {
      const { ledger, advance } = await make();
      await ledger.finish(await take(ledger), { status: 429, retryAfterMs: 70_000, limit: 'site' });
      expect(await ask(ledger, { priority: 'lookup' })).toMatchObject({ granted: false, because: 'blocked' });

      await advance(72_000);
      expect(await ledger.state()).toMatchObject({ sharePerMinute: 2 });
      await take(ledger);
      await take(ledger);
      expect(await ask(ledger)).toMatchObject({ granted: false, because: 'share' });

      await advance(150_000);
      expect(await ask(ledger)).toMatchObject({ granted: true });
      expect(await ledger.state()).toMatchObject({ sharePerMinute: 3 });
    });

    test('stops posts alone when the bot account is asked for quiet', async () => {
      const { ledger, advance } = await make();
      await ledger.finish(await take(ledger, { kind: 'post' }), {
        status: 429,
        retryAfterMs: 50_000,
        limit: 'posts',
      });
      await advance(25_000);

      expect(await ask(ledger, { kind: 'post' })).toMatchObject({ granted: false });
      expect(await ask(ledger)).toMatchObject({ granted: true });
      expect(await ledger.state()).toMatchObject({ blockedForMs: 0, sharePerMinute: 4 });

      await advance(30_000);
      expect(await ask(ledger, { kind: 'post' })).toMatchObject({ granted: true });
    });

    test('halves once for calls that were refused together', async () => {
      const { ledger } = await make();
      const together = [await take(ledger), await take(ledger), await take(ledger)];

      for (const slot of together)
        await ledger.finish(slot, { status: 429, retryAfterMs: 10_000, limit: 'site' });

      expect(await ledger.state()).toMatchObject({ sharePerMinute: 2 });
    });
  });
}

async function ask(
  ledger: ShareLedger,
  {
    process = 'a',
    priority = 'facts',
    kind = 'call',
  }: { process?: string; priority?: Priority; kind?: CallKind } = {},
) {
  return ledger.tryTake({ process, priority, kind, waitedMs: 0 });
}

async function take(ledger: ShareLedger, request: Parameters<typeof ask>[1] = {}): Promise<string> {
  const answer = await ask(ledger, request);
  if (!answer.granted) throw new Error(`expected a slot, had to wait: ${answer.because}`);
  return answer.slotId;
}
