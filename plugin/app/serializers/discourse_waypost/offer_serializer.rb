# frozen_string_literal: true

module DiscourseWaypost
  # What the service gets to know of an offer.
  class OfferSerializer < ApplicationSerializer
    attributes :id, :channel, :state, :version, :topic_id, :post_id, :reply_post_id, :created_at

    def id
      object.key
    end

    def created_at
      object.created_at.utc.iso8601(3)
    end
  end
end
