# frozen_string_literal: true

module DiscourseWaypost
  # How far the service says it has read the outbox. For the admin page only: the service keeps its own cursor.
  module LastRead
    KEY = "waypost:last-read"

    def self.note(cursor)
      Discourse.redis.set(KEY, { at: Time.zone.now.utc.iso8601(3), cursor: cursor }.to_json)
    end

    # { "at", "cursor" } or nil.
    def self.read
      kept = Discourse.redis.get(KEY)
      JSON.parse(kept) if kept
    end
  end
end
