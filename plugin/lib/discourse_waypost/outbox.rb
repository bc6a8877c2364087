# frozen_string_literal: true

module DiscourseWaypost
  # What the service has not read yet, in an order in which nothing can be stepped over.
  module Outbox
    Page = Struct.new(:signals, :cursor, :more, :gap, keyword_init: true)

    def self.page(after:, limit:)
      Signal.place_committed! if !Discourse.readonly_mode?

      # A place that was never given: this forum came back from a backup, or the plugin anew. All is told again.
      is_ahead = after.present? && after > Signal.last_place
      from = is_ahead ? 0 : after || 0
      found = Signal.where("position > ?", from).order(:position).limit(limit + 1).to_a
      signals = found.first(limit)
      Page.new(
        signals: signals,
        cursor: signals.last&.position || from,
        more: found.length > limit,
        gap: is_ahead || (after.present? && after < forgotten_up_to),
      )
    end

    # Places are numbered through, so the highest that was thrown away tells who has missed something.
    def self.forget_older_than(time)
      nil while Signal.place_committed! > 0
      highest = Signal.where("occurred_at < ?", time).maximum(:position)
      return if highest.nil?

      PluginStore.set(PLUGIN_NAME, "forgotten_up_to", [highest, forgotten_up_to].max)
      Signal.where("occurred_at < ?", time).where.not(position: nil).delete_all
    end

    def self.forgotten_up_to
      PluginStore.get(PLUGIN_NAME, "forgotten_up_to").to_i
    end
  end
end
