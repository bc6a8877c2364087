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
      user.present? && user.active && !user.suspended? && !user.silenced? && !user.staged
    end
  end
end
