# frozen_string_literal: true

module DiscourseWaypost
  module Card
    # Never this kind again. What is shown of it vanishes by itself: declined kinds are not visible.
    class DeclineKind
      include Service::Base

      params do
        attribute :id, :string
        validates :id, presence: true
      end

      model :offer

      transaction do
        step :decline
        step :record_signals
      end

      step :publish

      private

      def fetch_offer(params:, guardian:)
        OwnOffer.find(guardian, params.id)
      end

      def decline(offer:)
        preference = Preference.locked(offer.user_id)
        preference.update!(declined_kinds: (preference.declined_kinds + [offer.kind]).uniq.sort)
        context[:preference] = preference
      end

      def record_signals(offer:, preference:, guardian:)
        Signal.record!(
          "kind_declined",
          user_id: offer.user_id,
          offer_key: offer.key,
          data: {
            kind: offer.kind,
          },
        )
        Signal.record_preferences!(guardian.user, preference)
      end

      def publish(offer:)
        Publisher.everything_changed(offer.user_id)
      end
    end
  end
end
