# frozen_string_literal: true

module DiscourseWaypost
  # With what the member has done with it.
  class OfferStateSerializer < OfferSerializer
    attributes :member

    TIMES = %i[seen_at clicked_at rated_at dismissed_at snoozed_until asked_person_at].freeze

    def member
      times = TIMES.to_h { |name| [name, object.public_send(name)&.utc&.iso8601(3)] }
      times.merge(rating: object.rating, done_steps: object.done_steps)
    end
  end
end
