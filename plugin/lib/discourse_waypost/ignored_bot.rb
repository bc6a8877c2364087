# frozen_string_literal: true

module DiscourseWaypost
  # Ignoring the bot is a way of saying no, and counts as one.
  module IgnoredBot
    def self.tell(ignored_user, signal_name)
      return if ignored_user.ignored_user_id != Bot.user&.id

      Signal.record!(signal_name, user_id: ignored_user.user_id)
      Publisher.everything_changed(ignored_user.user_id)
    end

    def self.by?(user)
      bot = Bot.user
      bot.present? &&
        IgnoredUser
          .where(user_id: user.id, ignored_user_id: bot.id)
          .where("expiring_at > ?", Time.zone.now)
          .exists?
    end
  end
end
