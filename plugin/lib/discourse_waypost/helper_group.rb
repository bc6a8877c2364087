# frozen_string_literal: true

module DiscourseWaypost
  # The people a member may be led to. Core keeps a group setting as a name or as an id, depending on its version.
  module HelperGroup
    def self.find
      value = SiteSetting.waypost_helper_group.to_s
      return if value.blank?

      Group.find_by(value.match?(/\A\d+\z/) ? { id: value } : { name: value })
    end

    # A message to an empty group would reach nobody; one to oneself, too.
    def self.anybody_else?(group, user)
      group.group_users.where.not(user_id: user.id).exists?
    end
  end
end
