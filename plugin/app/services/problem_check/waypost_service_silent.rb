# frozen_string_literal: true

class ProblemCheck::WaypostServiceSilent < ProblemCheck
  self.priority = "low"

  def call
    DiscourseWaypost::Problems.any?("service_silent") ? problem : no_problem
  end

  private

  def translation_key
    "dashboard.problem.waypost_service_silent"
  end

  def translation_data
    DiscourseWaypost::Problems.data("service_silent")
  end
end
