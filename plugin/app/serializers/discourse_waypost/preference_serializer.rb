# frozen_string_literal: true

module DiscourseWaypost
  class PreferenceSerializer < ApplicationSerializer
    attributes :paused,
               :paused_until,
               :kinds,
               :channels,
               :quiet_hours,
               :snoozed,
               :time_zone,
               :bot_ignored,
               :bot_username

    def paused
      object.paused_now?
    end

    def paused_until
      object.paused_until.utc.iso8601(3) if paused && object.paused_until
    end

    def kinds
      switches(Vocabulary::KINDS, object.declined_kinds)
    end

    def channels
      switches(Vocabulary::MEMBER_CHANNELS, object.declined_channels)
    end

    def quiet_hours
      object.quiet_hours
    end

    def snoozed
      object.snoozed_until.transform_values { |time| time.utc.iso8601(3) }
    end

    def time_zone
      member.user_option&.timezone.presence || "UTC"
    end

    def bot_ignored
      IgnoredBot.by?(member)
    end

    def bot_username
      SiteSetting.waypost_bot_username
    end

    private

    def member
      @options[:user]
    end

    def switches(names, declined)
      names.to_h { |name| [name, declined.exclude?(name)] }
    end
  end
end
