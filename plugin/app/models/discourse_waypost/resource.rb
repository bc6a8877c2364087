# frozen_string_literal: true

module DiscourseWaypost
  # One text of the directory in one language, as the service pushed it.
  class Resource < ActiveRecord::Base
    self.table_name = "waypost_resources"

    UNCOOKED = ""

    scope :uncooked, -> { where(cooked: UNCOOKED) }

    def says?(request)
      raw == request[:raw] && steps.map { |step| step.slice("key", "raw") } == request.steps
    end

    def cook!(bot)
      cooked_steps =
        steps.map { |step| step.merge("cooked" => Cook.line(step["raw"].to_s, bot: bot)) }
      update_columns(cooked: Cook.block(raw, bot: bot), steps: cooked_steps)
    end
  end
end

# == Schema Information
#
# Table name: waypost_resources
#
#  id          :bigint           not null, primary key
#  resource    :string(64)       not null
#  locale      :string(20)       not null
#  title       :string(150)      not null
#  raw         :text             not null
#  cooked      :text             not null
#  form        :string(20)       default("microguide"), not null
#  steps       :jsonb            not null
#  link        :jsonb
#  owner       :string(100)
#  reviewed_on :date
#  listed      :boolean          default(TRUE), not null
#  created_at  :datetime         not null
#  updated_at  :datetime         not null
#
# Indexes
#
#  index_waypost_resources_on_resource_and_locale  (resource,locale) UNIQUE
#
