# frozen_string_literal: true

module DiscourseWaypost
  # That a member has been in a category; the first time is told to the service.
  class CategoryVisit < ActiveRecord::Base
    self.table_name = "waypost_category_visits"

    # True when this was the first visit.
    def self.note(user_id:, category_id:)
      insert(
        { user_id: user_id, category_id: category_id, visited_at: Time.zone.now },
        unique_by: %i[user_id category_id],
      ).any?
    end
  end
end

# == Schema Information
#
# Table name: waypost_category_visits
#
#  id          :bigint           not null, primary key
#  user_id     :integer          not null
#  category_id :integer          not null
#  visited_at  :datetime         not null
#
# Indexes
#
#  index_waypost_category_visits_on_user_id_and_category_id  (user_id,category_id) UNIQUE
#
