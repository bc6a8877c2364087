# frozen_string_literal: true

module DiscourseWaypost
  module Withdrawal
    def self.call(offer)
      return if offer.state == "withdrawn"
      return offer.finish!("withdrawn") if offer.state == "claimed"

      fold(offer) if offer.state == "sent"
      offer.touch_version!(state: "withdrawn")
    end

    # A post that a moderator has removed or hidden is left as it is.
    def self.fold(offer)
      post = offer.reply_post
      bot = Bot.user
      return if post.nil? || post.deleted_at || post.hidden || bot.nil?

      PostRevisor.new(post).revise!(
        bot,
        { raw: folded_text(offer), edit_reason: text("withdrawn_reason", offer) },
        bypass_bump: true,
        bypass_rate_limiter: true,
      )
    end

    def self.folded_text(offer)
      text("withdrawn_reply", offer)
    end

    def self.text(key, offer)
      locale = offer.locale.to_s.tr("-", "_")
      locale = SiteSetting.default_locale if !I18n.locale_available?(locale.presence || :none)
      I18n.t("discourse_waypost.#{key}", locale: locale)
    end
    private_class_method :fold, :folded_text, :text
  end
end
