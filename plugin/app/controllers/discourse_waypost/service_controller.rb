# frozen_string_literal: true

module DiscourseWaypost
  # What the service calls: an API key acting as the bot account, and nothing else.
  class ServiceController < ::ApplicationController
    requires_plugin DiscourseWaypost::PLUGIN_NAME

    MAX_PER_MINUTE = 240

    before_action :ensure_service
    before_action :limit_rate
    before_action :remember_call

    private

    def ensure_service
      raise Discourse::InvalidAccess if !is_api? || is_user_api? || !guardian.can_serve_waypost?
    end

    def limit_rate
      RateLimiter.new(current_user, "waypost-service", MAX_PER_MINUTE, 1.minute).performed!
    end

    def remember_call
      LastCall.note(controller_name)
    end

    def render_invalid(contract)
      render json: {
               errors: contract.errors.full_messages,
               error_type: "invalid_parameters",
             },
             status: :bad_request
    end
  end
end
