# frozen_string_literal: true

module DiscourseWaypost
  module Member
    # Two accounts become one: what was offered moves along, and of two wishes the stricter holds.
    class Merge
      include Service::Base

      params do
        attribute :from_user_id, :integer
        attribute :into_user_id, :integer
        validates :from_user_id, :into_user_id, presence: true
      end

      transaction do
        step :move_offers
        step :move_visits
        step :join_preferences
        step :record_signal
      end

      private

      def move_offers(params:)
        Offer.where(user_id: params.from_user_id).update_all(user_id: params.into_user_id)
      end

      def move_visits(params:)
        DB.exec(<<~SQL, from: params.from_user_id, into: params.into_user_id)
          INSERT INTO waypost_category_visits (user_id, category_id, visited_at)
          SELECT :into, category_id, visited_at FROM waypost_category_visits WHERE user_id = :from
          ON CONFLICT (user_id, category_id) DO NOTHING
        SQL
        CategoryVisit.where(user_id: params.from_user_id).delete_all
        MissedSearch.where(user_id: params.from_user_id).delete_all
      end

      def join_preferences(params:)
        from = Preference.find_by(user_id: params.from_user_id)
        return if from.nil?

        into = Preference.locked(params.into_user_id)
        into.update!(StricterPreference.of(into, from))
        from.destroy!
      end

      def record_signal(params:)
        Signal.record!(
          "member_merged",
          user_id: params.from_user_id,
          data: {
            into_member_id: params.into_user_id,
          },
        )
      end
    end
  end
end
