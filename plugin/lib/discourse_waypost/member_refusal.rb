# frozen_string_literal: true

module DiscourseWaypost
  # Whether the member an offer is for can and wants to have it; a Refusal or nil.
  module MemberRefusal
    def self.of(offer)
      member = offer.user
      return Refusal.new(code: "member_gone") if gone?(member)
      return Refusal.new(code: "not_for_member") if !Guardian.new(member).can_be_offered_waypost?

      preference = Preference.of(member)
      preference.consent(bot_ignored: IgnoredBot.by?(member)).refusal(
        kind: offer.kind,
        channel: offer.channel,
        now: Time.zone.now,
        quiet_minutes_left: preference.quiet_minutes_left(member.user_option&.timezone),
      )
    end

    def self.gone?(member)
      member.nil? || member.bot? || member.staged || !member.active || member.suspended? ||
        member.username_lower == Bot.username
    end
    private_class_method :gone?
  end
end
