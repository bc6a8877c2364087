# frozen_string_literal: true

module Jobs
  module DiscourseWaypost
    class RecordCategoryVisit < ::Jobs::Base
      def execute(args)
        return if !SiteSetting.waypost_enabled

        user_id = args[:user_id]
        category_id = Topic.where(id: args[:topic_id]).pick(:category_id)
        return if category_id.nil? || !User.exists?(id: user_id)

        ::DiscourseWaypost::CategoryVisit.transaction do
          if ::DiscourseWaypost::CategoryVisit.note(user_id: user_id, category_id: category_id)
            ::DiscourseWaypost::Signal.record!(
              "category_first_visited",
              user_id: user_id,
              data: {
                category_id: category_id,
              },
            )
          end
        end
      end
    end
  end
end
