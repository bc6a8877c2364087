# frozen_string_literal: true

# name: discourse-waypost
# about: Short guides under posts, for the member they help and nobody else, in the member's own hands
# version: 0.1.0
# authors: Waypost
# url: https://github.com/waypost/discourse-waypost
# required_version: 2026.1.0

enabled_site_setting :waypost_enabled

register_asset "stylesheets/common/waypost.scss"
register_asset "stylesheets/admin/waypost-admin.scss", :admin

register_svg_icon "ban"
register_svg_icon "check"
register_svg_icon "ellipsis"
register_svg_icon "far-clock"
register_svg_icon "far-thumbs-down"
register_svg_icon "far-thumbs-up"
register_svg_icon "gear"
register_svg_icon "user-group"
register_svg_icon "xmark"

module ::DiscourseWaypost
  PLUGIN_NAME = "discourse-waypost"
  VERSION = "0.1.0"
end

require_relative "lib/discourse_waypost/engine"

after_initialize do
  # Not earlier: SeedFu sets its own paths while the application starts, and ours would be lost.
  register_seedfu_fixtures(File.expand_path("db/fixtures", __dir__))

  add_admin_route "discourse_waypost.admin.title", "discourse-waypost", use_new_show_route: true

  reloadable_patch do
    Guardian.prepend(DiscourseWaypost::GuardianExtension)
    Search.prepend(DiscourseWaypost::SearchExtension)
  end

  DiscourseWaypost::RegisterApiScopes.call(self)
  DiscourseWaypost::RegisterCards.call(self)
  DiscourseWaypost::RegisterEvents.call(self)

  register_problem_check ProblemCheck::WaypostBotMissing
  register_problem_check ProblemCheck::WaypostServiceSilent
  register_problem_check ProblemCheck::WaypostWebHookOff
  register_problem_check ProblemCheck::WaypostKeyWithoutScope
end
