# frozen_string_literal: true

class ProblemCheck::WaypostBotMissing < ProblemCheck
  self.priority = "low"

  def call
    DiscourseWaypost::Problems.any?("bot_missing") ? problem : no_problem
  end

  private

  def translation_key
    "dashboard.problem.waypost_bot_missing"
  end

  def translation_data
    DiscourseWaypost::Problems.data("bot_missing")
  end
end
