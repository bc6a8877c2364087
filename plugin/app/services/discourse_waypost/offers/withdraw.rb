# frozen_string_literal: true

module DiscourseWaypost
  module Offers
    # Takes an offer back: cards vanish, replies are folded to one line. Never what somebody has made use of.
    class Withdraw
      include Service::Base

      params do
        attribute :id, :string
        validates :id, format: { with: Vocabulary::OFFER_KEY }
      end

      policy :may_serve
      model :offer, :find_or_bury
      step :overtake
      policy :can_be_withdrawn
      policy :not_in_use
      step :withdraw
      step :publish

      private

      def may_serve(guardian:)
        guardian.can_serve_waypost?
      end

      # An id never heard of is remembered, so that a late call cannot show it.
      def find_or_bury(params:)
        Offer.claim!(params.id, channel: "card", state: "withdrawn")
      end

      # A call that is showing it in this very moment is waited for, and what it has shown is what is withdrawn.
      def overtake(offer:)
        offer.finish!("withdrawn") if offer.state == "claimed"
      end

      def can_be_withdrawn(offer:)
        offer.channel != "message" || offer.state != "sent"
      end

      def not_in_use(offer:)
        offer.state == "withdrawn" || !InUse.offer?(offer)
      end

      def withdraw(offer:)
        context[:was_shown] = offer.state == "shown"
        Withdrawal.call(offer)
      end

      def publish(offer:, was_shown:)
        Publisher.offer_changed(offer) if was_shown
      end
    end
  end
end
