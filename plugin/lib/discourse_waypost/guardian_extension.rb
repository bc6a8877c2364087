# frozen_string_literal: true

module DiscourseWaypost
  module GuardianExtension
    # The service acts as the bot account, and as nobody else, not even an admin.
    def can_serve_waypost?
      authenticated? && user.username_lower == Bot.username
    end

    def can_be_offered_waypost?
      authenticated? && user.in_any_groups?(SiteSetting.waypost_allowed_groups_map)
    end

    # Asked once per request, however many cards it shows.
    def can_ask_waypost_helpers?
      return @can_ask_waypost_helpers if defined?(@can_ask_waypost_helpers)

      helpers = HelperGroup.find
      @can_ask_waypost_helpers =
        helpers.present? && can_send_private_message?(helpers) &&
          HelperGroup.anybody_else?(helpers, user)
    end

    def can_manage_waypost?
      is_admin?
    end
  end
end
