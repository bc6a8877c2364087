# frozen_string_literal: true

# Files without Rails in them, run bare (`rspec spec/pure`) and, autoloaded, inside a Discourse.
if !defined?(Rails)
  module DiscourseWaypost
  end

  %w[
    vocabulary
    refusal
    quiet_hours
    consent
    offer_digest
    search_term
    offer_request
    preference_change
    directory_request
  ].each { |name| require_relative "../../lib/discourse_waypost/#{name}" }
end
