import { waypostScopes } from '../api/keys-and-scopes.ts';
import { botUsername } from '../bot-account.ts';
import { findMember } from '../forum-core.ts';
import type { ForumCore } from '../forum-core.ts';
import { livingBot } from './find-refusal.ts';
import { isPaused } from './preferences.ts';
import type { WaypostOffer } from './records.ts';

const days = 30;
const dayMs = 24 * 60 * 60_000;
const silentAfterMs = 60 * 60_000;

/** What an administrator sees of the plugin (§4). This forum has no page for it. */
export function overview(core: ForumCore, dashboardUrl: string | undefined) {
  const { waypost } = core.state;
  const bot = findMember(core, botUsername);
  const signals = [...waypost.signals.all()];
  const reading = waypost.calls.get('signals');
  const preferences = [...waypost.preferences.all()];
  const directory = waypost.directories.get('directory');
  return {
    bot: bot ? { id: bot.id, username: bot.username, active: livingBot(core) !== null } : null,
    last_call: lastCall(core),
    dashboard_url: dashboardUrl ?? null,
    web_hooks: webhooks(core),
    keys: keys(core),
    outbox: {
      waiting: signals.filter(({ id }) => id > (reading?.cursor ?? 0)).length,
      kept: signals.length,
      oldest_at: signals[0]?.occurredAt ?? null,
      read_at: reading?.at ?? null,
    },
    last_signals: signals
      .slice(-10)
      .toReversed()
      .map(({ signalId, name, occurredAt }) => ({ signal_id: signalId, name, occurred_at: occurredAt })),
    days,
    rules: rules(core),
    directory: directory
      ? { version: directory.version, count: directory.count, pushed_at: directory.pushedAt }
      : null,
    members: {
      paused: preferences.filter((wish) => isPaused(wish, core.now())).length,
      declined_a_kind: preferences.filter(({ declinedKinds }) => declinedKinds.length > 0).length,
    },
    problems: problems(core),
  };
}

function lastCall({ state }: ForumCore): { at: string; action: string } | null {
  const [newest] = [...state.waypost.calls.all()].toSorted((one, other) => other.at.localeCompare(one.at));
  return newest ? { at: newest.at, action: newest.id } : null;
}

function webhooks({ state }: ForumCore) {
  const deliveries = [...state.deliveries.all()];
  return [...state.webhooks.all()].map((webhook) => {
    const last = deliveries.findLast(({ webhookId }) => webhookId === webhook.id);
    const outcome = last?.state === 'delivered' ? 'successful' : 'failed';
    return {
      id: webhook.id,
      host: new URL(webhook.url).hostname,
      active: true,
      last_delivery: last ? outcome : 'inactive',
      events: webhook.events ?? ['waypost_offer_signal', 'waypost_member_signal', 'waypost_search_signal'],
    };
  });
}

function keys(core: ForumCore) {
  const used = [...core.state.apiKeys.all()].filter(
    ({ username, revoked }) => username === botUsername && !revoked,
  );
  return used.map(({ scopes }, index) => ({
    id: index + 1,
    description: 'Waypost',
    last_used_at: lastCall(core)?.at ?? null,
    missing_scopes: scopes === null ? [] : waypostScopes.filter((scope) => !scopes.includes(scope)),
  }));
}

function rules(core: ForumCore) {
  const since = core.now().getTime() - days * dayMs;
  const recent = [...core.state.waypost.offers.all()].filter(
    ({ rule, createdAt }) => rule !== '' && Date.parse(createdAt) > since,
  );
  const names = [...new Set(recent.map(({ rule }) => rule))].toSorted();
  return names.map((rule) =>
    numbersOf(
      rule,
      recent.filter((offer) => offer.rule === rule),
    ),
  );
}

function numbersOf(rule: string, offers: readonly WaypostOffer[]) {
  const count = (holds: (offer: WaypostOffer) => boolean): number => offers.filter(holds).length;
  return {
    rule,
    offered: count(({ state }) => state === 'shown' || state === 'sent' || state === 'withdrawn'),
    refused: count(({ state }) => state === 'refused'),
    seen: count(({ traces }) => traces.seenAt !== null),
    clicked: count(({ traces }) => traces.clickedAt !== null),
    helped: count(({ traces }) => traces.rating === 'helped'),
    not_helped: count(({ traces }) => traces.rating === 'not_helped'),
    dismissed: count(({ traces }) => traces.dismissedAt !== null),
    snoozed: count(({ traces }) => traces.snoozedAt !== null),
    withdrawn: count(({ state }) => state === 'withdrawn'),
  };
}

function problems(core: ForumCore): { code: string; text: string }[] {
  const last = lastCall(core);
  const isSilent = last === null || core.now().getTime() - Date.parse(last.at) > silentAfterMs;
  const known = keys(core);
  const lacksScope = known.length > 0 && known.every((key) => key.missing_scopes.length > 0);
  return [
    ...(livingBot(core) ? [] : [{ code: 'bot_missing', text: 'The bot has no account that may act.' }]),
    ...(isSilent
      ? [{ code: 'service_silent', text: 'The Waypost service has not called for an hour.' }]
      : []),
    ...(lacksScope
      ? [{ code: 'key_without_scope', text: 'No key of the bot has all scopes of the plugin.' }]
      : []),
  ];
}
