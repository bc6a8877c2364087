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
        step :wake_cards
        step :change
        step :record_signal
      end

      step :publish

      private

      def signed_in(guardian:)
        guardian.authenticated?
      end

      # Before the preferences are locked: a member's action takes its offer first, too.
      def wake_cards(params:, guardian:)
        kinds = params.change.woken_kinds
        resting = Offer.where(user_id: guardian.user.id, kind: kinds, state: "shown")
        context[:woken] = resting.where("snoozed_until > now()").order(:id).lock.to_a
        context[:woken].each { |offer| offer.touch_version!(snoozed_at: nil, snoozed_until: nil) }
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

      def record_signal(preference:, woken:, guardian:)
        woken.each do |offer|
          Signal.record!("card_restored", user_id: offer.user_id, offer_key: offer.key)
        end
        Signal.record_preferences!(guardian.user, preference)
      end

      def publish(guardian:)
        Publisher.everything_changed(guardian.user.id)
      end
    end
  end
end
