# frozen_string_literal: true

module DiscourseWaypost
  # Writes the post of a reply, message or whisper as the bot, tied to its offer in PostCreator's own transaction.
  class WritePost
    def initialize(offer)
      @offer = offer
      @bot = Bot.user
    end

    # :written, :beaten (another call wrote it) or a Refusal.
    def call
      refusal_of_bot || create
    rescue Offer::AlreadyDelivered
      :beaten
    rescue RateLimiter::LimitExceeded => error
      Refusal.new(code: "post_rate_limited", retry_at: error.available_in.seconds.from_now)
    end

    private

    def refusal_of_bot
      return Refusal.new(code: "bot_missing") if !Bot.able?(@bot)

      guardian = Guardian.new(@bot)
      case @offer.channel
      when "reply"
        refuse("bot_cannot_post") if !guardian.can_create?(Post, @offer.topic)
      when "whisper"
        may = guardian.can_create?(Post, @offer.topic) && guardian.can_create_whisper?
        refuse("bot_cannot_post") if !may
      when "message"
        refuse("refuses_messages") if !guardian.can_send_private_message?(@offer.user)
      end
    end

    def create
      creator = PostCreator.new(@bot, **options)
      creator.create
      return :written if creator.errors.blank?

      Refusal.new(code: "text_rejected", errors: creator.errors.full_messages.uniq)
    end

    def options
      shared = { raw: @offer.raw, waypost_offer_id: @offer.id, auto_track: false }
      if @offer.channel == "message"
        return(
          shared.merge(
            title: @offer.title,
            archetype: Archetype.private_message,
            target_usernames: @offer.user.username,
            external_id: name_outside,
          )
        )
      end

      place = { topic_id: @offer.topic_id, reply_to_post_number: @offer.post.post_number }
      place[:post_type] = Post.types[:whisper] if @offer.channel == "whisper"
      shared.merge(place)
    end

    # By it the service finds the topic again, whichever way it asks; core takes no longer ones.
    def name_outside
      @offer.key if @offer.key.length <= Topic::EXTERNAL_ID_MAX_LENGTH
    end

    def refuse(code)
      Refusal.new(code: code)
    end
  end
end
