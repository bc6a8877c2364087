# frozen_string_literal: true

module DiscourseWaypost
  module Member
    # Forgets a member. Ids of offers stay, empty, so that none of them can be shown again; a wish to be left
    # alone stays as long as the account does.
    class Erase
      include Service::Base

      SIGNALS = %w[member_erased member_anonymized member_deleted].freeze

      params do
        attribute :user_id, :integer
        attribute :signal, :string
        validates :user_id, presence: true
        validates :signal, inclusion: { in: SIGNALS }
      end

      transaction do
        step :empty_offers
        step :delete_traces
        step :record_signal
        step :repeat_wishes
      end

      step :publish

      private

      def empty_offers(params:)
        Offer
          .where(user_id: params.user_id)
          .where(state: %w[claimed shown])
          .update_all(state: "withdrawn")
        Offer.where(user_id: params.user_id).update_all(
          user_id: nil,
          digest: nil,
          topic_id: nil,
          post_id: nil,
          title: nil,
          raw: nil,
          cooked: nil,
          link: nil,
          why: {
          },
          steps: [],
          done_steps: [],
          refusal_errors: [],
          seen_at: nil,
          clicked_at: nil,
          rating: nil,
          rated_at: nil,
          dismissed_at: nil,
          snoozed_at: nil,
          snoozed_until: nil,
          asked_person_at: nil,
        )
      end

      def delete_traces(params:)
        Signal
          .where(user_id: accounts_of(params.user_id))
          .where.not(name: "member_merged")
          .delete_all
        CategoryVisit.where(user_id: params.user_id).delete_all
        MissedSearch.where(user_id: params.user_id).delete_all
        Preference.where(user_id: params.user_id).delete_all if params.signal != "member_erased"
      end

      # With those that were merged into it. What a merged account has done still has to be told, for it lives on.
      def accounts_of(user_id)
        merged = Signal.where(name: "member_merged")
        return [] if merged.exists?(user_id: user_id)

        [user_id, *merged.where("data ->> 'into_member_id' = ?", user_id.to_s).pluck(:user_id)]
      end

      def record_signal(params:)
        Signal.record!(params.signal, user_id: params.user_id)
      end

      # What stays is told once more: a no that the service had not read yet went with the other signals.
      def repeat_wishes(params:)
        wishes = Preference.find_by(user_id: params.user_id)
        Signal.record_preferences!(wishes.user, wishes) if wishes
      end

      def publish(params:)
        Publisher.everything_changed(params.user_id) if SiteSetting.waypost_enabled
      end
    end
  end
end
