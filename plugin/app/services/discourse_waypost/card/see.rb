# frozen_string_literal: true

module DiscourseWaypost
  module Card
    # Cards that came into the member's view, told in batches and once each.
    class See
      include Service::Base

      MAX = 50

      params do
        attribute :ids
        validate :some_ids

        def some_ids
          ok = ids.is_a?(Array) && ids.length.between?(1, MAX) && ids.all?(String)
          errors.add(:ids, :invalid) if !ok
        end
      end

      policy :signed_in
      transaction { step :record_seen }

      private

      def signed_in(guardian:)
        guardian.authenticated?
      end

      def record_seen(params:, guardian:)
        keys = DB.query_single(<<~SQL, keys: params.ids, user_id: guardian.user.id)
            UPDATE waypost_offers SET seen_at = now()
            WHERE key IN (:keys) AND user_id = :user_id AND state = 'shown' AND seen_at IS NULL
            RETURNING key
          SQL
        return if keys.empty?

        Signal.record!("cards_seen", user_id: guardian.user.id, data: { offer_ids: keys.sort })
      end
    end
  end
end
