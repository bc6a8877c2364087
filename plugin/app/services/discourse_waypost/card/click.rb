# frozen_string_literal: true

module DiscourseWaypost
  module Card
    # The member follows the card's link. The first time is told; who counts further is not us.
    class Click
      include Service::Base

      params do
        attribute :id, :string
        validates :id, presence: true
      end

      model :offer
      transaction { step :record_click }

      private

      def fetch_offer(params:, guardian:)
        OwnOffer.find(guardian, params.id)
      end

      def record_click(offer:)
        first =
          Offer.where(id: offer.id, clicked_at: nil).update_all(clicked_at: Time.zone.now) == 1
        return if !first

        Signal.record!("card_clicked", user_id: offer.user_id, offer_key: offer.key)
      end
    end
  end
end
