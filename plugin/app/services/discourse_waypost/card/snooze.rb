# frozen_string_literal: true

module DiscourseWaypost
  module Card
    # Not now: this card rests, and no new help of its kind comes until then.
    class Snooze
      include Service::Base

      params do
        attribute :id, :string
        attribute :days, :integer
        validates :id, presence: true
        validates :days, inclusion: { in: Vocabulary::SNOOZE_DAYS }
      end

      transaction do
        model :offer
        step :snooze
        step :record_signal
      end

      step :publish

      private

      def fetch_offer(params:, guardian:)
        OwnOffer.take(guardian, params.id)
      end

      def snooze(offer:, params:)
        until_time = params.days.days.from_now
        context[:until_time] = until_time
        offer.touch_version!(snoozed_at: Time.zone.now, snoozed_until: until_time)

        # Longer rest that was asked for before is not cut short.
        preference = Preference.locked(offer.user_id)
        kind_until = [preference.snoozed_until[offer.kind], until_time].compact.max
        preference.update!(
          snoozed: preference.snoozed.merge(offer.kind => kind_until.utc.iso8601(3)),
        )
        context[:kind_until] = kind_until
      end

      def record_signal(offer:, params:, kind_until:)
        Signal.record!(
          "card_snoozed",
          user_id: offer.user_id,
          offer_key: offer.key,
          data: {
            days: params.days,
            until: kind_until.utc.iso8601(3),
            kind: offer.kind,
          },
        )
      end

      def publish(offer:)
        Publisher.offer_changed(offer)
      end
    end
  end
end
