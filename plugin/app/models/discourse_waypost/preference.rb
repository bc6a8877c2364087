# frozen_string_literal: true

module DiscourseWaypost
  # What one member has said. No row: nothing said, everything open.
  class Preference < ActiveRecord::Base
    self.table_name = "waypost_preferences"

    belongs_to :user

    def self.of(user)
      find_by(user_id: user.id) || new(user_id: user.id)
    end

    # In a transaction: two changes at once by one member follow each other. A row that another has made meanwhile
    # must not be an error, for that would end the transaction.
    def self.locked(user_id)
      insert({ user_id: user_id }, unique_by: :user_id)
      lock.find_by!(user_id: user_id)
    end

    def consent(bot_ignored:)
      Consent.new(
        Consent::Said.new(
          paused: paused,
          paused_until: paused_until,
          declined_kinds: declined_kinds,
          declined_channels: declined_channels,
          snoozed: snoozed_until,
          bot_ignored: bot_ignored,
        ),
      )
    end

    # kind => Time, only what still holds.
    def snoozed_until
      snoozed.transform_values { |time| Time.zone.parse(time) }.select { |_, time| time&.future? }
    end

    def quiet_minutes_left(time_zone)
      now = Time.zone.now.in_time_zone(ActiveSupport::TimeZone[time_zone.to_s] || "UTC")
      QuietHours.new(quiet_from, quiet_to).minutes_left(now.hour * 60 + now.min)
    end

    def quiet_hours
      { from: quiet_from, to: quiet_to } if quiet_from && quiet_to
    end

    def paused_now?
      paused && (paused_until.nil? || paused_until.future?)
    end
  end
end

# == Schema Information
#
# Table name: waypost_preferences
#
#  id                :bigint           not null, primary key
#  user_id           :integer          not null
#  paused            :boolean          default(FALSE), not null
#  paused_until      :datetime
#  declined_kinds    :text             default([]), not null, is an Array
#  declined_channels :text             default([]), not null, is an Array
#  quiet_from        :string(5)
#  quiet_to          :string(5)
#  snoozed           :jsonb            not null
#  created_at        :datetime         not null
#  updated_at        :datetime         not null
#  bot_ignored       :boolean          default(FALSE), not null
#
# Indexes
#
#  index_waypost_preferences_on_user_id  (user_id) UNIQUE
#
