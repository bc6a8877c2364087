# frozen_string_literal: true

module DiscourseWaypost
  # What a member's browser calls, about the member's own offers only. Not for API keys.
  class MemberController < ::ApplicationController
    requires_plugin DiscourseWaypost::PLUGIN_NAME

    MAX_PER_MINUTE = 60

    # Not `requires_login`: that is kept per class and would not reach the controllers below.
    before_action :ensure_logged_in
    before_action :refuse_api
    before_action :limit_rate

    private

    def refuse_api
      raise Discourse::InvalidAccess if is_api? || is_user_api?
    end

    def limit_rate
      RateLimiter.new(
        current_user,
        "waypost-#{controller_name}",
        self.class::MAX_PER_MINUTE,
        1.minute,
      ).performed!
    end

    def render_faults(contract)
      render_json_error(contract.errors.full_messages, status: :unprocessable_entity)
    end

    def render_card(offer)
      render json: { card: CardSerializer.new(offer, scope: guardian, root: false) }
    end
  end
end
