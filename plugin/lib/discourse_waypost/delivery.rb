# frozen_string_literal: true

module DiscourseWaypost
  # Brings a claimed offer to its end: shown, sent or refused. May be called again after a crash at any point.
  class Delivery
    Result = Struct.new(:offer, :replayed, :refusal, keyword_init: true)

    # What was never shown is not kept, and nobody who is gone is named again by a call that came late.
    NOT_KEPT = { title: nil, raw: nil, cooked: nil, steps: [], link: nil, why: {} }.freeze
    NOBODY = { user_id: nil, digest: nil, topic_id: nil, post_id: nil }.freeze

    def self.call(offer, replaces: nil)
      return Result.new(offer: offer, replayed: true) if offer.finished?

      new(offer, replaces).call
    end

    def initialize(offer, replaces)
      @offer = offer
      @replaces = replaces
    end

    def call
      refusal = MemberRefusal.of(@offer) || PlaceRefusal.of(@offer)
      return refuse(refusal) if refusal

      @offer.shown_channel? ? show : write
    end

    private

    def show
      done = false
      replaced = nil
      Offer.transaction do
        done = @offer.finish!("shown")
        replaced = withdraw_replaced if done
      end

      Publisher.offer_changed(replaced) if replaced
      Publisher.offer_changed(@offer) if done
      Result.new(offer: @offer, replayed: !done)
    end

    def withdraw_replaced
      return if @replaces.nil?

      other = Offer.find_by(key: @replaces, user_id: @offer.user_id, state: "shown")
      other&.tap { |offer| offer.touch_version!(state: "withdrawn") }
    end

    def write
      written = WritePost.new(@offer).call
      return refuse(written) if written.is_a?(Refusal)

      @offer.reload
      Result.new(offer: @offer, replayed: written == :beaten)
    end

    def refuse(refusal)
      return Result.new(offer: @offer, refusal: refusal) if !refusal.final?

      done =
        @offer.finish!(
          "refused",
          refusal_code: refusal.code,
          refusal_errors: refusal.errors || [],
          **NOT_KEPT,
          **(refusal.code == "member_gone" ? NOBODY : {}),
        )
      Result.new(offer: @offer, replayed: !done)
    end
  end
end
