# frozen_string_literal: true

module DiscourseWaypost
  # Of two members' wishes the stricter, column by column.
  module StricterPreference
    def self.of(one, other)
      pauses = [one, other].select(&:paused)
      quiet = [one, other].find(&:quiet_from)
      {
        paused: pauses.any?,
        paused_until: (pauses.map(&:paused_until).max if pauses.all?(&:paused_until)),
        declined_kinds: (one.declined_kinds | other.declined_kinds).sort,
        declined_channels: (one.declined_channels | other.declined_channels).sort,
        quiet_from: quiet&.quiet_from,
        quiet_to: quiet&.quiet_to,
        snoozed: one.snoozed.merge(other.snoozed) { |_, first, second| [first, second].max },
      }
    end
  end
end
