# frozen_string_literal: true

module DiscourseWaypost
  class SignalsController < ServiceController
    MAX = 500

    def index
      after = params[:after].presence&.to_s
      limit = params.fetch(:limit, 100)
      raise Discourse::InvalidParameters.new(:after) if after && !after.match?(/\A\d{1,18}\z/)
      raise Discourse::InvalidParameters.new(:limit) if !limit.to_s.match?(/\A\d{1,3}\z/)

      page = Outbox.page(after: after&.to_i, limit: limit.to_i.clamp(1, MAX))
      LastRead.note(after.to_i)
      render json: {
               signals: page.signals.map(&:to_contract),
               cursor: page.cursor.to_s,
               more: page.more,
               gap: page.gap,
             }
    end
  end
end
