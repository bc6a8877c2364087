# frozen_string_literal: true

module DiscourseWaypost
  # What an admin should see to; shown on our page and, by the problem checks, on the forum's dashboard.
  module Problems
    CODES = %w[bot_missing service_silent web_hook_off key_without_scope].freeze

    def self.now
      CODES.filter { |code| any?(code) }.map { |code| { code: code, text: text(code) } }
    end

    # HTML: these texts lead to the place where the problem is mended.
    def self.text(code)
      I18n.t("dashboard.problem.waypost_#{code}", base_path: Discourse.base_path, **data(code))
    end

    def self.any?(code)
      SiteSetting.waypost_enabled && public_send("#{code}?")
    end

    def self.bot_missing?
      !Bot.able?(Bot.user)
    end

    def self.service_silent?
      minutes = LastCall.minutes_ago
      minutes.nil? || minutes >= SiteSetting.waypost_silent_after_minutes
    end

    # No webhook at all is a choice: the outbox tells everything too.
    def self.web_hook_off?
      ServiceKeys.web_hooks.any? { |hook| !hook[:active] || hook[:last_delivery] == "disabled" }
    end

    def self.key_without_scope?
      keys = ServiceKeys.keys
      keys.any? && keys.none? { |key| key[:missing_scopes].empty? }
    end

    def self.data(code)
      return {} if code != "service_silent"

      { minutes: SiteSetting.waypost_silent_after_minutes }
    end
  end
end
