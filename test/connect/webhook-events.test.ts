import { describe, expect, test } from 'vitest';
import { scopesFor } from '../../service/connect/bot-scopes.ts';
import { ticksFor, webhookEvents } from '../../service/connect/webhook-events.ts';
import { readHooks, readOfferedScopes } from '../../service/discourse/wire/admin.ts';

const today = readHooks({
  web_hooks: [],
  extras: {
    grouped_event_types: {
      post: [
        { id: 201, name: 'post_created', group: 'post' },
        { id: 202, name: 'post_edited', group: 'post' },
      ],
      notification: [{ id: 1001, name: 'notification_created', group: 'notification' }],
    },
  },
});
const ofOld = readHooks({
  web_hooks: [],
  extras: {
    event_types: [
      { id: 1, name: 'topic' },
      { id: 2, name: 'post' },
      { id: 8, name: 'notification' },
    ],
  },
});

describe('what the webhook ticks', () => {
  test('single events, by the numbers that this forum has for them', () => {
    expect(ticksFor(today.eventTypes)).toMatchObject({
      ids: [201, 202],
      names: ['post_created', 'post_edited'],
    });
  });

  test('whole groups on a forum that knows nothing smaller, each once', () => {
    expect(ticksFor(ofOld.eventTypes)).toMatchObject({ ids: [1, 2], names: ['topic', 'post'] });
  });

  test('what the forum cannot tell is named', () => {
    expect(ticksFor(today.eventTypes).missing).toContain('accepted_solution');
  });

  test('never every bell that rings', () => {
    expect(webhookEvents).not.toContain('notification_created');
  });
});

describe('what the key may do', () => {
  const entry = (field: 'scope_id' | 'id', name: string) => ({ [field]: name, key: name.split(':')[1] });

  test('asks as this forum lists its scopes, today and in the year they came', () => {
    const now = readOfferedScopes({ scopes: { topics: [entry('scope_id', 'topics:read')] } });
    const then = readOfferedScopes({ scopes: { topics: [entry('id', 'topics:read')] } });

    expect(now.get('topics:read')).toEqual({ scope_id: 'topics:read', key: 'read' });
    expect(then.get('topics:read')).toEqual({ id: 'topics:read', key: 'read' });
  });

  test('has the scopes of the plugin only where the plugin is', () => {
    expect(scopesFor(new Map([['topics:read', {}]])).wanted).toEqual(['topics:read']);
    expect(scopesFor(new Map([['waypost:offers', {}]])).wanted).toEqual(['waypost:offers']);
    expect(scopesFor(new Map()).missing).not.toContain('waypost:offers');
  });
});
