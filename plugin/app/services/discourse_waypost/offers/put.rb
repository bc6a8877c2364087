# frozen_string_literal: true

module DiscourseWaypost
  module Offers
    # Shows one offer to one member, once, however often it is called.
    class Put
      include Service::Base

      params do
        attribute :id, :string
        attribute :offer

        validates :id, format: { with: Vocabulary::OFFER_KEY }
        validate :offer_as_agreed

        def request
          @request ||= OfferRequest.new(offer.to_h)
        end

        def offer_as_agreed
          return errors.add(:offer, :blank) if !offer.is_a?(Hash)

          request.faults.each { |fault| errors.add(:base, fault) }
        end
      end

      policy :may_serve
      model :offer, :claim_offer
      policy :same_request
      step :deliver

      private

      def may_serve(guardian:)
        guardian.can_serve_waypost?
      end

      def claim_offer(params:)
        Offer.claim!(params.id, Claim.attributes(params.request))
      end

      # A tombstone (withdrawn before it came) has no digest.
      def same_request(offer:, params:)
        offer.digest.nil? || offer.digest == params.request.digest
      end

      def deliver(offer:, params:)
        context[:delivery] = Delivery.call(offer, replaces: params.request[:replaces])
      end
    end
  end
end
