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
        kind_until = preference.snoozed_until[offer.kind]
        return if kind_until.nil?

        rest = kind_until > offer.snoozed_until ? kind_until : rest_for_others(offer)
        snoozed = preference.snoozed.merge(offer.kind => rest&.utc&.iso8601(3)).compact
        preference.update!(snoozed: snoozed)
        context[:still_resting] = preference if rest
      end

      # The kind rests on for other cards of it that were put off.
      def rest_for_others(offer)
        Offer
          .where(user_id: offer.user_id, kind: offer.kind, state: "shown")
          .where.not(id: offer.id)
          .where("snoozed_until > ?", Time.zone.now)
          .maximum(:snoozed_until)
      end

      def restore(offer:)
        offer.touch_version!(dismissed_at: nil, snoozed_at: nil, snoozed_until: nil)
      end

      def record_signal(offer:, guardian:)
        Signal.record!("card_restored", user_id: offer.user_id, offer_key: offer.key)
        return if context[:still_resting].nil?

        Signal.record_preferences!(guardian.user, context[:still_resting])
      end

      def publish(offer:)
        Publisher.offer_changed(offer)
      end
    end
  end
end
