import { describe, expect, test } from 'vitest';
import { capClaims } from '../../../service/engine/planning/cap-claims.ts';
import { chooseChannel, waitFor } from '../../../service/engine/planning/choose-channel.ts';
import { decide } from '../../../service/engine/decide.ts';
import type { Channel } from '../../../service/model/decision.ts';
import { known } from '../../../service/model/fact.ts';
import { memberId, topicId } from '../../../service/model/ids.ts';
import type { Preferences } from '../../../service/model/plugin.ts';
import {
  aDecision,
  aHistory,
  aMember,
  aReply,
  aRulebook,
  aTopic,
  minutesAfter,
  noon,
  notKnown,
  ruleText,
  said,
} from '../../support/engine-makers.ts';

function declining(...declinedChannels: Channel[]) {
  const preferences: Preferences = {
    paused: false,
    pausedUntil: null,
    declinedKinds: [],
    declinedChannels,
    quietHours: null,
    snoozed: {},
    botIgnored: false,
  };
  return known(preferences, 'plugin', noon);
}

describe('the way an offer takes', () => {
  const everything: Channel[] = ['card', 'banner', 'message', 'reply'];

  test.each<[what: string, as: Channel[], can: Channel[], declined: Channel[], chosen: string]>([
    ['the first that is named', ['card', 'reply'], everything, [], 'card'],
    ['in the order of the rule', ['reply', 'card'], everything, [], 'reply'],
    ['the next where there is no plugin', ['card', 'reply'], ['reply'], [], 'reply'],
    ['the next where the member declined the first', ['card', 'reply'], everything, ['card'], 'reply'],
    ['none that the rule does not name', ['card'], ['reply'], [], 'no_channel'],
    ['none where all are declined', ['card', 'reply'], everything, ['reply', 'card'], 'channel_declined'],
    [
      'none where the only possible one is declined',
      ['card', 'reply'],
      ['reply'],
      ['reply'],
      'channel_declined',
    ],
  ])('is %s', (_what, as, channels, declined, chosen) => {
    const choice = chooseChannel({
      rule: { as },
      channels,
      standing: [],
      preferences: declining(...declined),
    });

    expect(choice.channel ?? choice.because[0]?.code).toBe(chosen);
  });

  test('is not forbidden by preferences that nobody has told', () => {
    const rule = { as: ['card', 'reply'] as const };

    expect(chooseChannel({ rule, channels: ['reply'], standing: [], preferences: notKnown })).toEqual({
      channel: 'reply',
    });
  });

  test('is no card where there is no post to put it under', () => {
    const rule = { as: ['card', 'banner'] as const };
    const standing = [{ code: 'no_post_to_answer' as const }];
    const choice = chooseChannel({ rule, channels: everything, standing, preferences: notKnown });

    expect(choice).toEqual({ channel: 'banner' });
  });
});

describe('a card', () => {
  function decideWith(lines: string, changes: Parameters<typeof aDecision>[0] = {}) {
    const [decision] = decide(
      aDecision({
        rulebook: aRulebook(ruleText(lines)),
        history: aHistory({ channels: ['card', 'reply'] }),
        ...changes,
      }),
    );
    return decision;
  }

  test('comes at once: it takes nobody’s place', () => {
    expect(decideWith('')).toMatchObject({
      verdict: 'offer',
      offer: { channel: 'card', notBefore: minutesAfter(1) },
    });
  });

  test('waits where the rule says how long', () => {
    expect(decideWith('wait: 5m')).toMatchObject({
      verdict: 'offer',
      offer: { channel: 'card', notBefore: minutesAfter(5) },
      because: expect.arrayContaining([expect.objectContaining({ code: 'waiting_for_humans' })]),
    });
  });

  test('is held where somebody has answered already', () => {
    const topic = aTopic({ replies: said([aReply({ number: 2 })]) });

    expect(decideWith('', { topic })).toMatchObject({
      verdict: 'held',
      because: [{ code: 'human_answered' }],
    });
  });

  test('becomes a reply that waits, for a member who declined cards', () => {
    expect(decideWith('', { member: aMember({ preferences: declining('card') }) })).toMatchObject({
      verdict: 'offer',
      offer: { channel: 'reply', notBefore: minutesAfter(10) },
    });
  });

  test('of a rule of cards alone is held on a forum without the plugin, and says so', () => {
    const history = aHistory({ channels: ['reply'] });

    expect(decideWith('as: card', { history })).toMatchObject({
      verdict: 'held',
      because: [{ code: 'no_channel', values: { channels: 'card' } }],
    });
  });

  test('counts against the limits of its member and its rule, not against the topic’s', () => {
    const rulebook = aRulebook(ruleText(''));
    const [rule] = [...rulebook.rules.values()];
    const scopesOf = (channel: Channel) =>
      capClaims({
        site: rulebook.site,
        rule: rule!,
        memberId: memberId(7),
        topicId: topicId(9),
        channel,
      }).map(({ scope }) => scope);

    expect(scopesOf('card')).toEqual(scopesOf('reply').filter((scope) => scope !== 'topic'));
    expect(scopesOf('reply')).toContain('topic');
  });

  test('has a wait of its own', () => {
    const rule = { waitMs: 600_000, cardWaitMs: 0 };

    expect([waitFor(rule, 'card'), waitFor(rule, 'banner'), waitFor(rule, 'reply')]).toEqual([0, 0, 600_000]);
  });
});
