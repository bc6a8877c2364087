import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type PluginSignal, readSignal } from '../../service/discourse/wire/plugin/read-signals.ts';
import { memberId } from '../../service/model/ids.ts';

/** A signal of the plugin as both ways bring it; of member 7, unless told otherwise. */
export function aSignal(name: string, changes: Partial<PluginSignal> = {}): PluginSignal {
  return {
    signalId: randomUUID(),
    schema: 1,
    name,
    occurredAt: new Date('2026-11-21T09:00:00Z'),
    memberId: memberId(7),
    offerId: null,
    data: {},
    ...changes,
  };
}

/** Preferences as the forum writes them; nothing declined. */
export function somePreferences(changes: object = {}) {
  return {
    paused: false,
    paused_until: null,
    kinds: { help: true, celebrate: true, announce: true, promote: true, care: true },
    channels: { card: true, reply: true, message: true, banner: true },
    quiet_hours: null,
    snoozed: {},
    time_zone: 'Europe/Berlin',
    bot_ignored: false,
    bot_username: 'waypost',
    ...changes,
  };
}

interface ContractExample {
  /** Of a webhook. */
  headers: Readonly<Record<string, string>>;
  body: object;
  response: { status: number; body: unknown };
}

/** An example that both sides of the contract are held to. */
export function contractExample(name: string): ContractExample {
  const file = new URL(`../fixtures/contract/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as ContractExample;
}

export function exampleSignals(): PluginSignal[] {
  const { response } = contractExample('signals');
  return (response.body as { signals: unknown[] }).signals.map((json) => {
    const signal = readSignal(json);
    if (!signal) throw new Error('an example of the contract cannot be read');
    return signal;
  });
}
