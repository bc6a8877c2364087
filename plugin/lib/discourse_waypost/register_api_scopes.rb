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

    # Core answers 500 to every call of a key that holds a scope of a disabled plugin (ApiKeyScope#permits?), calls to
    # core's own routes included. So the names stay known while the plugin is off; its routes answer 404 then.
    AlwaysKnown =
      Struct.new(:name) do
        def enabled?
          true
        end
      end

    def self.call(plugin)
      known = AlwaysKnown.new(plugin.name)
      ACTIONS.each do |name, actions|
        DiscoursePluginRegistry.register_api_key_scope_mapping(
          { waypost: { name => { actions: actions } } },
          known,
        )
      end
    end
  end
end
