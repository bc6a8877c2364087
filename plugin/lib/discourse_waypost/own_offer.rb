# frozen_string_literal: true

module DiscourseWaypost
  # The reader's own card or banner, by the service's id; nobody else's can be found here.
  module OwnOffer
    def self.find(guardian, id)
      return if guardian.anonymous?

      Offer.find_by(
        key: id,
        user_id: guardian.user.id,
        state: "shown",
        channel: Vocabulary::SHOWN_CHANNELS,
      )
    end
  end
end
