# frozen_string_literal: true

module DiscourseWaypost
  # A coarse term that a member searched for in vain; told only as a sum over several members.
  class MissedSearch < ActiveRecord::Base
    self.table_name = "waypost_missed_searches"

    MEMBERS = 5
    DAYS = 30

    # How many members have missed the term lately, when this member is new among them; else nil.
    def self.note(user_id:, term:)
      first =
        insert(
          { user_id: user_id, term: term, missed_at: Time.zone.now },
          unique_by: %i[term user_id],
        ).any?
      where(term: term).where("missed_at > ?", DAYS.days.ago).count if first
    end
  end
end

# == Schema Information
#
# Table name: waypost_missed_searches
#
#  id        :bigint           not null, primary key
#  user_id   :integer          not null
#  term      :string(80)       not null
#  missed_at :datetime         not null
#
# Indexes
#
#  index_waypost_missed_searches_on_missed_at         (missed_at)
#  index_waypost_missed_searches_on_term_and_user_id  (term,user_id) UNIQUE
#  index_waypost_missed_searches_on_user_id           (user_id)
#
