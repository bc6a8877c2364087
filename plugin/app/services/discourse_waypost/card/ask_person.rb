# frozen_string_literal: true

module DiscourseWaypost
  module Card
    # Prepares a message to people. The member writes and sends it; nothing is sent from here.
    class AskPerson
      include Service::Base

      params do
        attribute :id, :string
        validates :id, presence: true
      end

      model :offer
      model :helpers
      policy :may_write
      step :prepare_message
      transaction { step :record_signal }

      private

      def fetch_offer(params:, guardian:)
        OwnOffer.find(guardian, params.id)
      end

      def fetch_helpers
        HelperGroup.find
      end

      def may_write(guardian:)
        guardian.can_ask_waypost_helpers?
      end

      def prepare_message(offer:, helpers:)
        place = offer.post&.full_url || Discourse.base_url
        context[:message] = {
          recipients: helpers.name,
          title: I18n.t("discourse_waypost.ask_person.title", title: offer.title),
          body: I18n.t("discourse_waypost.ask_person.body", url: place),
        }
      end

      def record_signal(offer:)
        first =
          Offer.where(id: offer.id, asked_person_at: nil).update_all(
            asked_person_at: Time.zone.now,
          ) == 1
        return if !first

        Signal.record!("person_asked", user_id: offer.user_id, offer_key: offer.key)
      end
    end
  end
end
