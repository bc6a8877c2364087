# frozen_string_literal: true

module DiscourseWaypost
  # A member's own copy of what is held about them, and its end.
  class MyDataController < MemberController
    MAX_PER_MINUTE = 6

    def show
      response.headers["Content-Disposition"] = 'attachment; filename="waypost-my-data.json"'
      render json: MemberData.of(current_user)
    end

    def destroy
      Member::Erase.call(params: { user_id: current_user.id, signal: "member_erased" }) do
        on_success { head :no_content }
        on_failure { raise Discourse::NotFound }
      end
    end
  end
end
