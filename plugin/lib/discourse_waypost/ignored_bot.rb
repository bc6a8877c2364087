# frozen_string_literal: true

module DiscourseWaypost
  # Ignoring the bot is a way of saying no, and counts as one.
  module IgnoredBot
    # Tells whether a member ignores the bot, unless that has been told.
    def self.follow(user_id)
      is_news =
        Preference.transaction do
          wish = Preference.locked(user_id)
          ignored = among([user_id]).any?
          next false if wish.bot_ignored == ignored

          wish.update!(bot_ignored: ignored)
          Signal.record!(ignored ? "bot_ignored" : "bot_unignored", user_id: user_id)
          true
        end
      Publisher.everything_changed(user_id) if is_news
    end

    # Core ends ignoring without a word: by a statement that runs no callback, or because its time is over.
    def self.follow_all
      told = Preference.where(bot_ignored: true).pluck(:user_id)
      ignoring = rows.pluck(:user_id)
      [*ignoring - told, *told - ignoring].each { |user_id| follow(user_id) }
    end

    def self.by?(user)
      among([user.id]).any?
    end

    # Of these members, those who ignore the bot now.
    def self.among(user_ids)
      rows.where(user_id: user_ids).pluck(:user_id)
    end

    def self.rows
      bot = Bot.user
      return IgnoredUser.none if bot.nil?

      IgnoredUser.where(ignored_user_id: bot.id).where("expiring_at > ?", Time.zone.now)
    end
    private_class_method :rows
  end
end
