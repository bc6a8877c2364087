# frozen_string_literal: true

module DiscourseWaypost
  # The account that speaks for Waypost.
  module Bot
    # As accounts are looked up: in small letters.
    def self.username
      User.normalize_username(SiteSetting.waypost_bot_username.to_s)
    end

    def self.user
      User.find_by(username_lower: username) if username.present?
    end

    def self.able?(user)
      standing(user) == "able"
    end

    # What holds it back from writing, in one word for the service.
    def self.standing(user)
      return "missing" if user.nil? || user.staged
      return "inactive" if !user.active
      return "suspended" if user.suspended?

      user.silenced? ? "silenced" : "able"
    end
  end
end
