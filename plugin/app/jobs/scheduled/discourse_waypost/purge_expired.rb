# frozen_string_literal: true

module Jobs
  module DiscourseWaypost
    # Nothing is kept longer than the settings say, switched off or not.
    class PurgeExpired < ::Jobs::Scheduled
      every 1.day
      cluster_concurrency 1

      def execute(_args)
        ::DiscourseWaypost::Offer.where(
          "created_at < ?",
          SiteSetting.waypost_keep_offers_days.days.ago,
        ).delete_all
        ::DiscourseWaypost::Outbox.forget_older_than(SiteSetting.waypost_keep_signals_days.days.ago)
        ::DiscourseWaypost::MissedSearch.where(
          "missed_at < ?",
          ::DiscourseWaypost::MissedSearch::DAYS.days.ago,
        ).delete_all
      end
    end
  end
end
