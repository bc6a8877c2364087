# frozen_string_literal: true

module DiscourseWaypost
  # The event types an admin can tick for a webhook, and which signal goes out under which.
  module WebHookEvents
    IDS = {
      "waypost_offer_signal" => 47_101,
      "waypost_member_signal" => 47_102,
      "waypost_search_signal" => 47_103,
    }.freeze

    BODY_KEY = :waypost

    OF_OFFERS = %w[
      cards_seen
      card_clicked
      card_rated
      card_dismissed
      card_snoozed
      card_restored
      kind_declined
      step_changed
      person_asked
    ].freeze

    def self.event_for(signal_name)
      return "waypost_offer_signal" if OF_OFFERS.include?(signal_name)
      return "waypost_search_signal" if signal_name == "search_missed"

      "waypost_member_signal"
    end

    def self.emit(signal)
      return if !SiteSetting.waypost_enabled

      event = event_for(signal.name)
      return if !WebHook.active_web_hooks(event).exists?

      WebHook.enqueue_hooks(BODY_KEY, event, id: signal.id, payload: signal.to_contract.to_json)
    end
  end
end
