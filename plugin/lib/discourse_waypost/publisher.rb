# frozen_string_literal: true

module DiscourseWaypost
  # The only place that touches MessageBus. Ids only, to one member only.
  module Publisher
    CHANNEL = "/waypost/offers"

    def self.offer_changed(offer)
      return if offer.user_id.nil?

      publish(
        offer.user_id,
        offer_id: offer.key,
        channel: offer.channel,
        topic_id: offer.topic_id,
        post_id: offer.post_id,
        version: offer.version,
      )
    end

    def self.everything_changed(user_id)
      publish(user_id, reload: true)
    end

    def self.publish(user_id, message)
      MessageBus.publish(CHANNEL, message, user_ids: [user_id])
    end
    private_class_method :publish
  end
end
