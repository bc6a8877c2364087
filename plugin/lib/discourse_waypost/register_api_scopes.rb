# frozen_string_literal: true

module DiscourseWaypost
  # A key for the service needs these and no more.
  module RegisterApiScopes
    ACTIONS = {
      offers: %w[
        discourse_waypost/offers#show
        discourse_waypost/offers#update
        discourse_waypost/offers#destroy
      ],
      signals: %w[discourse_waypost/signals#index],
      facts: %w[discourse_waypost/facts#members discourse_waypost/facts#topics],
      resources: %w[discourse_waypost/resources#update],
      capabilities: %w[discourse_waypost/capabilities#show],
    }.freeze

    def self.call(plugin)
      ACTIONS.each { |name, actions| plugin.add_api_key_scope(:waypost, { name => { actions: actions } }) }
    end
  end
end
