# frozen_string_literal: true

module Jobs
  module DiscourseWaypost
    # What core does not tell of members who ignore the bot, or do so no longer.
    class FollowIgnoring < ::Jobs::Scheduled
      every 10.minutes
      cluster_concurrency 1

      def execute(_args)
        ::DiscourseWaypost::IgnoredBot.follow_all if SiteSetting.waypost_enabled
      end
    end
  end
end
