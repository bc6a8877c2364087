# frozen_string_literal: true

module DiscourseWaypost
  # Why the forum or the member says no; with `retry_at` only for now.
  Refusal =
    Struct.new(:code, :retry_at, :errors, keyword_init: true) do
      def final?
        retry_at.nil?
      end
    end
end
