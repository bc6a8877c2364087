# frozen_string_literal: true

module DiscourseWaypost
  # Notes that a member's finished search found nothing; the work is done in a job.
  module SearchExtension
    def execute(...)
      super.tap { |results| note_waypost_miss(results) }
    end

    private

    def note_waypost_miss(results)
      return if !SiteSetting.waypost_enabled || !SiteSetting.waypost_signal_searches
      return if @opts[:search_type] != :full_page || @opts[:user_id].blank?
      return if results.blank? || results.posts.present? || results.users.present?

      term = SearchTerm.coarse(@clean_term)
      return if term.nil?

      Jobs.enqueue(Jobs::DiscourseWaypost::RecordMissedSearch, user_id: @opts[:user_id], term: term)
    end
  end
end
