# frozen_string_literal: true

module DiscourseWaypost
  # Facts for many at once, so that the share of API calls is spent once and not per post.
  class FactsController < ServiceController
    MAX_IDS = 100

    def members
      render json: { members: MemberFacts.of(ids) }
    end

    def topics
      render json: { topics: TopicFacts.of(ids) }
    end

    private

    def ids
      list = params.require(:ids).to_s.split(",")
      ok = list.length.between?(1, MAX_IDS) && list.all? { |id| id.match?(/\A[1-9]\d{0,8}\z/) }
      raise Discourse::InvalidParameters.new(:ids) if !ok

      list.map(&:to_i)
    end
  end
end
