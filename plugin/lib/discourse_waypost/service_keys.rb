# frozen_string_literal: true

module DiscourseWaypost
  # The keys and webhooks by which service and forum talk.
  module ServiceKeys
    def self.keys
      bot = Bot.user
      return [] if bot.nil?

      ApiKey
        .active
        .where(user_id: bot.id)
        .includes(:api_key_scopes)
        .order(:id)
        .map do |key|
          {
            id: key.id,
            description: key.description,
            last_used_at: key.last_used_at&.utc&.iso8601(3),
            missing_scopes: missing_scopes(key),
          }
        end
    end

    # A key without any scope may do all that its account may.
    def self.missing_scopes(key)
      return [] if key.api_key_scopes.empty?

      have = key.api_key_scopes.select { |scope| scope.resource == "waypost" }.map(&:action)
      RegisterApiScopes::ACTIONS.keys.map(&:to_s) - have
    end

    def self.web_hooks
      WebHook
        .includes(:web_hook_event_types)
        .select { |hook| (hook.web_hook_event_types.map(&:name) & WebHookEvents::IDS.keys).any? }
        .map do |hook|
          {
            id: hook.id,
            host: UrlHelper.relaxed_parse(hook.payload_url)&.host,
            active: hook.active,
            last_delivery: WebHook.last_delivery_statuses.key(hook.last_delivery_status).to_s,
            events: hook.web_hook_event_types.map(&:name) & WebHookEvents::IDS.keys,
          }
        end
    end
    private_class_method :missing_scopes
  end
end
