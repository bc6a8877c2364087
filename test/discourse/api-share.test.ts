import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createApiShare } from '../../service/discourse/api-share.ts';
import type { ApiShare } from '../../service/discourse/api-share.ts';
import { createCircuit } from '../../service/discourse/circuit.ts';
import type { Circuit, CircuitReport } from '../../service/discourse/circuit.ts';
import { createMemoryShareLedger } from '../../service/discourse/memory-share-ledger.ts';
import { priorities } from '../../service/discourse/share-ledger.ts';
import type { Priority, ShareLedger } from '../../service/discourse/share-ledger.ts';
import { describeShareLedger, trialSettings } from '../support/share-ledger-contract.ts';

const answered = { status: 200, retryAfterMs: null, limit: null };

describeShareLedger('the ledger in memory', async () => {
  let clock = 1_000_000;
  return {
    ledger: createMemoryShareLedger(() => clock, trialSettings),
    advance: async (ms) => void (clock += ms),
  };
});

describe('the share', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('goes by priority, and among equals by arrival', async () => {
    const { share, order, ask } = aShare({ sharePerMinute: 1 });
    await (await share.take('facts')).finish(answered, 'answered');

    const asked: Priority[] = [
      'background',
      'facts',
      'deliver',
      'reconcile',
      'lookup',
      'withdraw',
      'deliver',
    ];
    const all = Promise.all(asked.map((priority, index) => ask(priority, `${priority} ${index}`)));
    await vi.advanceTimersByTimeAsync(9 * 60_000);
    await all;

    expect(order).toEqual([
      'lookup 4',
      'deliver 2',
      'deliver 6',
      'withdraw 5',
      'reconcile 3',
      'facts 1',
      'background 0',
    ]);
  });

  test('goes by priority across processes that share a ledger', async () => {
    const ledger = createMemoryShareLedger(Date.now, { sharePerMinute: 2 });
    const one = aShare({ ledger, process: 'one' });
    const two = aShare({ ledger, process: 'two', order: one.order });
    for (let calls = 0; calls < 2; calls += 1)
      await (await one.share.take('lookup')).finish(answered, 'answered');

    const all = Promise.all([one.ask('facts'), one.ask('background'), two.ask('deliver'), two.ask('lookup')]);
    await vi.advanceTimersByTimeAsync(4 * 60_000);
    await all;

    expect(one.order).toEqual(['lookup', 'deliver', 'facts', 'background']);
  });

  test('uses nearly all of it under a backlog, and never more', async () => {
    const ledger = createMemoryShareLedger(Date.now, { sharePerMinute: 30 });
    const starts: number[] = [];
    const shares = ['one', 'two'].map((process) => createApiShare({ ledger, process, now: Date.now }));
    const workers = shares.flatMap((share, index) =>
      ['facts', 'deliver', 'reconcile'].map(async (_, worker) => {
        for (;;) {
          const slot = await share.take(priorities[(index + worker) % priorities.length] ?? 'facts', {
            maxWaitMs: 3_600_000,
          });
          starts.push(Date.now());
          await new Promise((resolve) => setTimeout(resolve, 150));
          await slot.finish(answered, 'answered');
        }
      }),
    );
    void workers;

    const begin = Date.now();
    await vi.advanceTimersByTimeAsync(10 * 60_000);

    const inAnyMinute = starts.map(
      (start) => starts.filter((other) => other >= start && other < start + 60_000).length,
    );
    expect(Math.max(...inAnyMinute)).toBeLessThanOrEqual(30);
    expect(starts.filter((start) => start < begin + 600_000).length).toBeGreaterThanOrEqual(300 * 0.95);
  });

  test('lets reading go on while posts wait for their pace', async () => {
    const { share, order, ask } = aShare({});
    await (await share.take('deliver', { kind: 'post' })).finish(answered, 'answered');

    const post = share.take('deliver', { kind: 'post' }).then(() => order.push('post'));
    await ask('background');
    expect(order).toEqual(['background']);

    await vi.advanceTimersByTimeAsync(5_100);
    await post;
    expect(order).toEqual(['background', 'post']);
  });

  test('lets reading go on while the bot account may not post for the rest of the day', async () => {
    const { share, order, ask } = aShare({});
    const slot = await share.take('deliver', { kind: 'post' });
    await slot.finish({ status: 429, retryAfterMs: 84_609_000, limit: 'posts' }, 'no_verdict');

    const post = failureOf(share.take('deliver', { kind: 'post' }));
    await ask('lookup');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await post).toMatchObject({ code: 'no_share' });
    expect(order).toEqual(['lookup']);
  });

  test('says no in time for the lease, with a hint when to come back, and forgets who has left', async () => {
    const { share } = aShare({ sharePerMinute: 1 });
    await share.take('facts');

    const refused = failureOf(share.take('deliver', { maxWaitMs: 700 }));
    expect(share.health().waiting.deliver).toBe(1);
    await vi.advanceTimersByTimeAsync(700);
    expect(await refused).toMatchObject({
      code: 'no_share',
      retry: 'later',
      status: null,
      retryAfterMs: expect.any(Number),
    });

    expect(share.health().waiting.deliver).toBe(0);
  });

  test('lets a caller stop waiting', async () => {
    const { share } = aShare({ sharePerMinute: 1 });
    await share.take('facts');
    const controller = new AbortController();

    const cancelled = failureOf(share.take('deliver', { signal: controller.signal }));
    controller.abort();
    expect(await cancelled).toMatchObject({ code: 'cancelled', retry: 'later' });

    await expect(share.take('deliver', { signal: controller.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  test('sends nothing while the ledger cannot be asked, and says so', async () => {
    const ledger = createMemoryShareLedger(Date.now);
    ledger.tryTake = () => Promise.reject(new Error('Postgres is away'));
    const { share } = aShare({ ledger });

    await expect(share.take('deliver')).rejects.toMatchObject({ code: 'no_share', retry: 'later' });
  });

  test('counts a slot once, however often it is finished', async () => {
    const { share } = aShare({});
    const slot = await share.take('facts');

    await slot.finish({ status: null, retryAfterMs: null, limit: null }, 'failed');
    await slot.finish({ status: null, retryAfterMs: null, limit: null }, 'failed');

    expect(share.health()).toMatchObject({ inFlight: 0, circuit: { failuresInARow: 1 } });
  });

  test('is kept from everybody when a call without the key runs into the limit of the address', async () => {
    const { share } = aShare({});
    await share.takeUncounted().finish({ status: 429, retryAfterMs: 9_000, limit: 'site' }, 'no_verdict');

    const refused = failureOf(share.take('lookup', { maxWaitMs: 1_000 }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await refused).toMatchObject({ code: 'no_share' });
  });
});

describe('the circuit', () => {
  const settings = { failuresToOpen: 2, firstPauseMs: 1_000, longestPauseMs: 3_000 };

  test('opens after failures in a row, and one answer begins the row again', () => {
    const circuit = createCircuit(() => 0, settings);

    report(circuit, 'failed');
    report(circuit, 'answered');
    report(circuit, 'failed');
    expect(circuit.health().state).toBe('closed');

    report(circuit, 'failed');
    expect(circuit.health()).toMatchObject({ state: 'open', opensAgainInMs: 1_000 });
    expect(circuit.claim()).toBeNull();
  });

  test('lets one caller through at a time, at growing distances', () => {
    let clock = 0;
    const circuit = createCircuit(() => clock, settings);
    report(circuit, 'failed');
    report(circuit, 'failed');

    const pauses = [1_000, 2_000, 3_000, 3_000].map((pause) => {
      clock += pause;
      const [probe, other] = [circuit.claim(), circuit.claim()];
      circuit.report('failed', probe!);
      return [probe !== null, other !== null];
    });

    expect(pauses).toEqual(Array.from({ length: 4 }, () => [true, false]));
  });

  test('does not count calls that were under way when it opened', () => {
    const circuit = createCircuit(() => 0, settings);

    for (let calls = 0; calls < 10; calls += 1) report(circuit, 'failed');

    expect(circuit.closedForMs()).toBe(1_000);
  });

  test('lets the next one try when a probe ended without a verdict', () => {
    let clock = 0;
    const circuit = createCircuit(() => clock, settings);
    report(circuit, 'failed');
    report(circuit, 'failed');
    clock = 1_000;

    const probe = circuit.claim();
    expect(circuit.health().state).toBe('half_open');
    circuit.report('no_verdict', probe!);

    expect(circuit.claim()).toMatchObject({ isProbe: true });
  });

  test('lets no second probe out when a call of before ends late', () => {
    let clock = 0;
    const circuit = createCircuit(() => clock, settings);
    const late = circuit.claim()!;
    report(circuit, 'failed');
    report(circuit, 'failed');
    clock = 1_000;

    expect(circuit.claim()).toMatchObject({ isProbe: true });
    circuit.report('no_verdict', late);

    expect(circuit.claim()).toBeNull();
  });

  test('hears of a key from those calls alone that carry it', () => {
    const circuit = createCircuit(() => 0, settings);
    report(circuit, 'refused');
    report(circuit, 'reached');
    report(circuit, 'refused');
    expect(circuit.health().refusalsInARow).toBe(2);

    report(circuit, 'answered');

    expect(circuit.health().refusalsInARow).toBe(0);
  });
});

/** What became of a call that was under way before anything was known. */
function report(circuit: Circuit, verdict: CircuitReport): void {
  circuit.report(verdict, { isProbe: false });
}

function aShare(given: {
  sharePerMinute?: number;
  ledger?: ShareLedger;
  process?: string;
  order?: string[];
}) {
  const { sharePerMinute = 30, process = 'one', order = [] } = given;
  const ledger = given.ledger ?? createMemoryShareLedger(Date.now, { sharePerMinute });
  const share: ApiShare = createApiShare({ ledger, process });
  return {
    share,
    order,
    ask: async (priority: Priority, name: string = priority) => {
      const slot = await share.take(priority, { maxWaitMs: 3_600_000 });
      order.push(name);
      await slot.finish(answered, 'answered');
    },
  };
}

/** Waits at once, so that a refusal while the clock is moved on is not unhandled. */
async function failureOf(asking: Promise<unknown>): Promise<unknown> {
  return asking.then(
    () => 'granted',
    (reason: unknown) => reason,
  );
}
