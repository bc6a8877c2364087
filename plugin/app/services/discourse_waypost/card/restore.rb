# frozen_string_literal: true

module DiscourseWaypost
  module Card
    # Takes back a dismissal or a snooze that was a slip of the finger.
    class Restore
      include Service::Base

      params do
        attribute :id, :string
        validates :id, presence: true
      end

      transaction do
        model :offer
        policy :just_gone
        step :wake_kind
        step :restore
        step :record_signal
      end

      step :publish

      private

      def fetch_offer(params:, guardian:)
        OwnOffer.take(guardian, params.id)
      end

      def just_gone(offer:)
        offer.restorable?
      end

      def wake_kind(offer:)
        return if offer.snoozed_until.nil?

        preference = Preference.locked(offer.user_id)
        preference.update!(snoozed: preference.snoozed.except(offer.kind))
      end

      def restore(offer:)
        offer.touch_version!(dismissed_at: nil, snoozed_at: nil, snoozed_until: nil)
      end

      def record_signal(offer:)
        Signal.record!("card_restored", user_id: offer.user_id, offer_key: offer.key)
      end

      def publish(offer:)
        Publisher.offer_changed(offer)
      end
    end
  end
end
