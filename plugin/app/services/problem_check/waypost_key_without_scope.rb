# frozen_string_literal: true

class ProblemCheck::WaypostKeyWithoutScope < ProblemCheck
  self.priority = "low"

  def call
    DiscourseWaypost::Problems.any?("key_without_scope") ? problem : no_problem
  end

  private

  def translation_key
    "dashboard.problem.waypost_key_without_scope"
  end

  def translation_data
    DiscourseWaypost::Problems.data("key_without_scope")
  end
end
