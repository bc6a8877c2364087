# frozen_string_literal: true

module DiscourseWaypost
  # The reader's own card or banner, by the service's id; nobody else's can be found here.
  module OwnOffer
    def self.find(guardian, id)
      of(guardian).find_by(key: id)
    end

    # In a transaction: what is done twice at once follows each other, and what was withdrawn or erased meanwhile is gone.
    def self.take(guardian, id)
      of(guardian).lock.find_by(key: id)
    end

    def self.of(guardian)
      return Offer.none if guardian.anonymous?

      Offer.where(user_id: guardian.user.id, state: "shown", channel: Vocabulary::SHOWN_CHANNELS)
    end
    private_class_method :of
  end
end
