# frozen_string_literal: true

module DiscourseWaypost
  # What the member's browser gets to see of an offer.
  class CardSerializer < ApplicationSerializer
    RIGHT_TO_LEFT = %w[ar ckb dv fa he ps sd ug ur yi].freeze

    attributes :id,
               :version,
               :channel,
               :kind,
               :form,
               :topic_id,
               :post_id,
               :title,
               :cooked,
               :steps,
               :link,
               :why,
               :lang,
               :dir,
               :rating,
               :person_asked,
               :can_ask_person,
               :expires_at

    def id
      object.key
    end

    def steps
      object.steps.map do |step|
        { key: step["key"], cooked: step["cooked"], done: object.done_steps.include?(step["key"]) }
      end
    end

    def why
      { text: nil, owner: nil, reviewed_on: nil }.merge(object.why.symbolize_keys)
    end

    def lang
      (object.locale.presence || SiteSetting.default_locale).tr("_", "-")
    end

    def dir
      RIGHT_TO_LEFT.include?(lang.split("-").first) ? "rtl" : "ltr"
    end

    def person_asked
      object.asked_person_at.present?
    end

    def can_ask_person
      scope.can_ask_waypost_helpers?
    end

    def expires_at
      object.expires_at&.utc&.iso8601(3)
    end
  end
end
