# frozen_string_literal: true

module DiscourseWaypost
  module Card
    class Rate
      include Service::Base

      params do
        attribute :id, :string
        attribute :helped, :boolean
        validates :id, presence: true
        validates :helped, inclusion: { in: [true, false] }
      end

      transaction do
        model :offer
        step :rate
      end

      step :publish

      private

      def fetch_offer(params:, guardian:)
        OwnOffer.take(guardian, params.id)
      end

      def rate(offer:, params:)
        rating = params.helped ? "helped" : "not_helped"
        return if offer.rating == rating

        offer.touch_version!(rating: rating, rated_at: Time.zone.now)
        Signal.record!(
          "card_rated",
          user_id: offer.user_id,
          offer_key: offer.key,
          data: {
            helped: params.helped,
          },
        )
      end

      def publish(offer:)
        Publisher.offer_changed(offer)
      end
    end
  end
end
