# frozen_string_literal: true

module DiscourseWaypost
  # What became of the offers of each rule.
  module RuleNumbers
    def self.of_last(days)
      DB.query_hash(<<~SQL, since: days.days.ago)
        SELECT rule,
               COUNT(*) FILTER (WHERE state IN ('shown', 'sent', 'withdrawn')) AS offered,
               COUNT(*) FILTER (WHERE state = 'refused') AS refused,
               COUNT(seen_at) AS seen,
               COUNT(clicked_at) AS clicked,
               COUNT(*) FILTER (WHERE rating = 'helped') AS helped,
               COUNT(*) FILTER (WHERE rating = 'not_helped') AS not_helped,
               COUNT(dismissed_at) AS dismissed,
               COUNT(snoozed_at) AS snoozed,
               COUNT(*) FILTER (WHERE state = 'withdrawn') AS withdrawn
        FROM waypost_offers
        WHERE rule IS NOT NULL AND created_at > :since
        GROUP BY rule
        ORDER BY offered DESC, rule
        LIMIT 100
      SQL
    end
  end
end
