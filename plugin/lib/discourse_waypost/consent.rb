# frozen_string_literal: true

module DiscourseWaypost
  # What a member has said about being helped, and what follows from it for one offer. Plain Ruby: no clock, no database.
  class Consent
    # `snoozed`: kind => Time; `quiet_minutes_left`: minutes, or nil outside of quiet hours.
    Said =
      Struct.new(
        :paused,
        :paused_until,
        :declined_kinds,
        :declined_channels,
        :snoozed,
        :bot_ignored,
        keyword_init: true,
      )

    def initialize(said)
      @said = said
    end

    # The Refusal that applies to help of this kind on this channel at `now`, or nil.
    # What holds for good comes before what holds for now.
    def refusal(kind:, channel:, now:, quiet_minutes_left: nil)
      for_good(kind, channel) || for_now(kind, channel, now, quiet_minutes_left)
    end

    private

    def for_good(kind, channel)
      return Refusal.new(code: "bot_ignored") if @said.bot_ignored
      return Refusal.new(code: "paused") if @said.paused && @said.paused_until.nil?
      return Refusal.new(code: "kind_declined") if @said.declined_kinds.include?(kind)

      Refusal.new(code: "channel_declined") if @said.declined_channels.include?(channel)
    end

    def for_now(kind, channel, now, quiet_minutes_left)
      if @said.paused && @said.paused_until > now
        return Refusal.new(code: "paused_until", retry_at: @said.paused_until)
      end

      snoozed_until = @said.snoozed[kind]
      if snoozed_until && snoozed_until > now
        return Refusal.new(code: "snoozed", retry_at: snoozed_until)
      end

      # A card waits under its post and calls nobody.
      return if channel == "card" || quiet_minutes_left.nil?

      Refusal.new(code: "quiet_hours", retry_at: now + quiet_minutes_left * 60)
    end
  end
end
