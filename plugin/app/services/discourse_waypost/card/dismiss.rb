# frozen_string_literal: true

module DiscourseWaypost
  module Card
    class Dismiss
      include Service::Base

      params do
        attribute :id, :string
        validates :id, presence: true
      end

      transaction do
        model :offer
        step :dismiss
        step :record_signal
      end

      step :publish

      private

      def fetch_offer(params:, guardian:)
        OwnOffer.take(guardian, params.id)
      end

      def dismiss(offer:)
        context[:first_time] = offer.dismissed_at.nil?
        offer.touch_version!(dismissed_at: Time.zone.now) if offer.dismissed_at.nil?
      end

      def record_signal(offer:, first_time:)
        return if !first_time

        Signal.record!("card_dismissed", user_id: offer.user_id, offer_key: offer.key)
      end

      def publish(offer:, first_time:)
        Publisher.offer_changed(offer) if first_time
      end
    end
  end
end
