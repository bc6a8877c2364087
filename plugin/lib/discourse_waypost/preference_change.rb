# frozen_string_literal: true

require "time"

module DiscourseWaypost
  # What a member asks to change in their preferences, checked. Plain Ruby: `now` is given.
  class PreferenceChange
    # "For good" has its own way to say it; a time beyond this is a slip, and may be none that can be kept.
    MAX_SECONDS = 10 * 366 * 24 * 60 * 60

    attr_reader :faults

    def initialize(body, now:)
      @body = body.is_a?(Hash) ? body.transform_keys(&:to_s) : nil
      @now = now
      @faults = []
      check
    end

    def valid?
      faults.empty?
    end

    # The kinds whose rest ends now.
    def woken_kinds
      (@body["snoozed"] || {}).filter_map { |kind, time| kind if time.nil? }
    end

    # The columns to change, given what they hold now.
    def columns(declined_kinds:, declined_channels:, snoozed:)
      columns = {}
      columns[:paused] = @body["paused"] if @body.key?("paused")
      columns[:paused_until] = paused_until if @body.key?("paused") || @body.key?("paused_until")
      columns[:declined_kinds] = declined(declined_kinds, "kinds") if @body.key?("kinds")
      columns[:declined_channels] = declined(declined_channels, "channels") if @body.key?(
        "channels",
      )
      columns[:snoozed] = snoozed.merge(@body["snoozed"]).compact if @body.key?("snoozed")
      if @body.key?("quiet_hours")
        columns[:quiet_from] = @body["quiet_hours"]&.fetch("from")
        columns[:quiet_to] = @body["quiet_hours"]&.fetch("to")
      end
      columns
    end

    private

    def paused_until
      Time.iso8601(@body["paused_until"]) if @body["paused_until"]
    end

    def declined(before, key)
      @body[key].reduce(before) { |names, (name, on)| on ? names - [name] : names | [name] }.sort
    end

    def check
      return fault("preferences", "an object") if @body.nil?

      if @body.key?("paused") && ![true, false].include?(@body["paused"])
        fault("paused", "true or false")
      end
      check_switches("kinds", Vocabulary::KINDS)
      check_switches("channels", Vocabulary::MEMBER_CHANNELS)
      check_time("paused_until", @body["paused_until"])
      check_snoozed
      check_quiet_hours
    end

    def check_switches(key, known)
      return if !@body.key?(key)

      value = @body[key]
      ok =
        value.is_a?(Hash) &&
          value.all? { |name, on| known.include?(name) && [true, false].include?(on) }
      fault(key, "true or false for #{known.join(", ")}") if !ok
    end

    def check_snoozed
      return if !@body.key?("snoozed")

      value = @body["snoozed"]
      ok = value.is_a?(Hash) && value.keys.all? { |kind| Vocabulary::KINDS.include?(kind) }
      return fault("snoozed", "kinds of help") if !ok

      value.each { |kind, time| check_time("snoozed.#{kind}", time) }
    end

    def check_quiet_hours
      value = @body["quiet_hours"]
      return if value.nil?

      ok =
        value.is_a?(Hash) &&
          %w[from to].all? do |key|
            value[key].is_a?(String) && value[key].match?(Vocabulary::CLOCK)
          end
      fault("quiet_hours", "from and to as 22:00") if !ok
    end

    # A time that has passed would look like a promise and hold nothing.
    def check_time(key, value)
      return if value.nil?

      ok = Time.iso8601(value.to_s).between?(@now + 1e-3, @now + MAX_SECONDS)
      fault(key, "a time to come, within ten years") if !ok
    rescue ArgumentError
      fault(key, "an ISO 8601 time")
    end

    def fault(key, expected)
      @faults << "#{key}: expected #{expected}"
    end
  end
end
