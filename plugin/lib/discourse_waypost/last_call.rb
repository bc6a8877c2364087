# frozen_string_literal: true

module DiscourseWaypost
  # When the service was heard of for the last time; kept in Redis, written at most once in ten seconds.
  module LastCall
    KEY = "waypost:last-call"
    REST = "waypost:last-call-rest"

    def self.note(action)
      return if !Discourse.redis.set(REST, 1, ex: 10, nx: true)

      Discourse.redis.set(KEY, { at: Time.zone.now.utc.iso8601(3), action: action }.to_json)
    end

    # { "at", "action" } or nil.
    def self.read
      kept = Discourse.redis.get(KEY)
      JSON.parse(kept) if kept
    end

    def self.minutes_ago
      last = read
      ((Time.zone.now - Time.zone.parse(last["at"])) / 60).floor if last
    end
  end
end
