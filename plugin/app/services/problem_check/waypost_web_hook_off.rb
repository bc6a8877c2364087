# frozen_string_literal: true

class ProblemCheck::WaypostWebHookOff < ProblemCheck
  self.priority = "low"

  def call
    DiscourseWaypost::Problems.any?("web_hook_off") ? problem : no_problem
  end

  private

  def translation_key
    "dashboard.problem.waypost_web_hook_off"
  end

  def translation_data
    DiscourseWaypost::Problems.data("web_hook_off")
  end
end
