# frozen_string_literal: true

module DiscourseWaypost
  class PreferencesController < MemberController
    def show
      render_preferences(Preference.of(current_user))
    end

    def update
      Preferences::Update.call(service_params) do
        on_success { |preference:| render_preferences(preference) }
        on_failed_contract { |contract| render_faults(contract) }
        on_failure { raise Discourse::InvalidAccess }
      end
    end

    private

    def render_preferences(preference)
      render json: preference,
             serializer: PreferenceSerializer,
             root: "preferences",
             user: current_user
    end
  end
end
