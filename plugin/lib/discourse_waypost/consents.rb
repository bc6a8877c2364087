# frozen_string_literal: true

module DiscourseWaypost
  # A member's wishes as the service reads them.
  module Consents
    def self.of(wish, bot_ignored:)
      reasons = []
      reasons << "bot_ignored" if bot_ignored
      reasons << "paused" if wish.paused_now?
      reasons << "kinds" if wish.declined_kinds.any?
      reasons << "channels" if wish.declined_channels.any?
      {
        state: reasons.any? ? "declined" : "open",
        reasons: reasons,
        until: (wish.paused_until.utc.iso8601(3) if wish.paused_now? && wish.paused_until),
        kinds: wish.declined_kinds,
        channels: wish.declined_channels,
        snoozed: wish.snoozed_until.transform_values { |time| time.utc.iso8601(3) },
        quiet_hours: wish.quiet_hours,
      }
    end
  end
end
