# frozen_string_literal: true

module DiscourseWaypost
  module Preferences
    # The member changes what may reach them. It holds from this moment, on the forum itself.
    class Update
      include Service::Base

      params do
        attribute :preferences
        validate :change_as_agreed

        def change
          @change ||= PreferenceChange.new(preferences, now: Time.zone.now)
        end

        def change_as_agreed
          change.faults.each { |fault| errors.add(:base, fault) }
        end
      end

      policy :signed_in

      transaction do
        step :change
        step :record_signal
      end

      step :publish

      private

      def signed_in(guardian:)
        guardian.authenticated?
      end

      def change(params:, guardian:)
        preference = Preference.locked(guardian.user.id)
        preference.update!(
          params.change.columns(
            declined_kinds: preference.declined_kinds,
            declined_channels: preference.declined_channels,
            snoozed: preference.snoozed,
          ),
        )
        context[:preference] = preference
      end

      def record_signal(preference:, guardian:)
        Signal.record_preferences!(guardian.user, preference)
      end

      def publish(guardian:)
        Publisher.everything_changed(guardian.user.id)
      end
    end
  end
end
