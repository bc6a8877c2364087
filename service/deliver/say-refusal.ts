import type { Reason, ReasonCode } from '../model/decision.ts';

/** The plugin's words (`plugin/CONTRACT.md` §1.2) in ours. */
const codes: Readonly<Record<string, ReasonCode | undefined>> = {
  kind_declined: 'kind_declined',
  channel_declined: 'channel_declined',
  paused: 'member_paused',
  paused_until: 'member_paused',
  bot_ignored: 'bot_ignored',
  snoozed: 'kind_snoozed',
  quiet_hours: 'member_quiet_hours',
  not_for_member: 'not_for_member',
  member_gone: 'member_gone',
  post_gone: 'post_deleted',
  topic_gone: 'topic_deleted',
  topic_closed: 'topic_closed',
  topic_archived: 'topic_archived',
  not_visible: 'not_visible_to_member',
  bot_cannot_post: 'bot_cannot_post',
  bot_missing: 'bot_cannot_post',
  refuses_messages: 'channel_declined',
  text_rejected: 'text_rejected',
};

/** Why the plugin refused, as a reason that people can read; `code` keeps its own word. */
export function sayRefusal(
  { code, retryAt }: { code: string; retryAt: Date | null },
  { kind, channel }: { kind: string; channel: string },
): Reason {
  return {
    code: codes[code] ?? 'refused_by_plugin',
    values: { code, kind, channel, until: retryAt?.toISOString() ?? null },
  };
}
