# frozen_string_literal: true

module DiscourseWaypost
  module Card
    class MarkStep
      include Service::Base

      params do
        attribute :id, :string
        attribute :key, :string
        attribute :done, :boolean
        validates :id, :key, presence: true
        validates :done, inclusion: { in: [true, false] }
      end

      transaction do
        model :offer
        policy :known_step
        step :mark
      end

      step :publish

      private

      def fetch_offer(params:, guardian:)
        OwnOffer.take(guardian, params.id)
      end

      def known_step(offer:, params:)
        offer.steps.any? { |step| step["key"] == params.key }
      end

      def mark(offer:, params:)
        done_steps = offer.done_steps - [params.key]
        done_steps += [params.key] if params.done
        return if done_steps.sort == offer.done_steps.sort

        offer.touch_version!(done_steps: done_steps)
        Signal.record!(
          "step_changed",
          user_id: offer.user_id,
          offer_key: offer.key,
          data: {
            step: params.key,
            done: params.done,
            done_count: done_steps.length,
            of: offer.steps.length,
          },
        )
      end

      def publish(offer:)
        Publisher.offer_changed(offer)
      end
    end
  end
end
