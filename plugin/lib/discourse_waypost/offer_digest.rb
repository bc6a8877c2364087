# frozen_string_literal: true

require "digest"
require "json"

module DiscourseWaypost
  # Tells whether two requests ask for the same thing, whatever the order of their keys.
  module OfferDigest
    def self.of(value)
      Digest::SHA256.hexdigest(JSON.generate(ordered(value)))
    end

    def self.ordered(value)
      case value
      when Hash
        value
          .map { |key, inner| [key.to_s, ordered(inner)] }
          .reject { |_, inner| inner.nil? }
          .sort_by(&:first)
      when Array
        value.map { |inner| ordered(inner) }
      else
        value
      end
    end
    private_class_method :ordered
  end
end
