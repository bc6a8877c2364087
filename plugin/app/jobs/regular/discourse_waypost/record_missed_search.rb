# frozen_string_literal: true

module Jobs
  module DiscourseWaypost
    class RecordMissedSearch < ::Jobs::Base
      def execute(args)
        return if !SiteSetting.waypost_enabled || !SiteSetting.waypost_signal_searches

        user_id, term = args.values_at(:user_id, :term)
        return if !User.exists?(id: user_id)

        ::DiscourseWaypost::MissedSearch.transaction do
          members = ::DiscourseWaypost::MissedSearch.note(user_id: user_id, term: term)
          tell(term, members) if members && members >= ::DiscourseWaypost::MissedSearch::MEMBERS
        end
      end

      private

      def tell(term, members)
        ::DiscourseWaypost::Signal.record!(
          "search_missed",
          data: {
            term: term,
            members: members,
            days: ::DiscourseWaypost::MissedSearch::DAYS,
          },
        )
      end
    end
  end
end
