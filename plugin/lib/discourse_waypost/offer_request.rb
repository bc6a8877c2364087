# frozen_string_literal: true

require "time"

module DiscourseWaypost
  # The body of `PUT /waypost/offers/:id.json`, checked against CONTRACT.md. Plain Ruby.
  class OfferRequest
    KEYS = %w[
      channel
      kind
      member_id
      rule
      resource
      topic_id
      post_id
      title
      raw
      form
      steps
      link
      why
      locale
      expires_at
      replaces
    ].freeze

    attr_reader :faults

    def initialize(body)
      @body = body.is_a?(Hash) ? body.transform_keys(&:to_s).slice(*KEYS) : {}
      @body["form"] ||= "microguide"
      @faults = []
      check
    end

    def valid?
      faults.empty?
    end

    def [](key)
      @body[key.to_s]
    end

    def digest
      OfferDigest.of(@body)
    end

    def steps
      (self[:steps] || []).map { |step| step.transform_keys(&:to_s).slice("key", "raw") }
    end

    def link
      self[:link]&.transform_keys(&:to_s)&.slice("url", "text")
    end

    def why
      (self[:why] || {}).transform_keys(&:to_s).slice("text", "owner", "reviewed_on")
    end

    private

    def check
      one_of :channel, Vocabulary::CHANNELS
      one_of :kind, Vocabulary::KINDS
      one_of :form, Vocabulary::FORMS
      matching :rule, Vocabulary::NAME
      matching :resource, Vocabulary::NAME
      id :member_id, required: true
      id :topic_id, required: under_a_post?
      id :post_id, required: under_a_post?
      text :title, max: Vocabulary::MAX_TITLE, required: !%w[reply whisper].include?(self[:channel])
      text :raw, max: shown? ? Vocabulary::MAX_RAW : Vocabulary::MAX_POST_RAW, required: true
      text :locale, max: 20, required: false
      check_steps
      check_link
      check_why
      check_time
      matching :replaces, Vocabulary::OFFER_KEY if self[:replaces]
    end

    def under_a_post?
      %w[card reply whisper].include?(self[:channel])
    end

    def shown?
      Vocabulary::SHOWN_CHANNELS.include?(self[:channel])
    end

    def one_of(key, known)
      fault(key, "one of #{known.join(", ")}") if !known.include?(self[key])
    end

    def matching(key, pattern)
      if !(self[key].is_a?(String) && self[key].match?(pattern))
        fault(key, "a match of #{pattern.source}")
      end
    end

    def id(key, required:)
      value = self[key]
      return if value.nil? && !required

      if !(value.is_a?(Integer) && value.between?(1, 2**31 - 1))
        fault(key, "a positive whole number")
      end
    end

    def text(key, max:, required:)
      value = self[key]
      return if value.nil? && !required

      ok =
        value.is_a?(String) && value.length <= max && !value.strip.empty? && !value.include?("\0")
      fault(key, "a text of 1 to #{max} characters") if !ok
    end

    def check_steps
      steps = self[:steps]
      if self[:form] == "microguide"
        fault(:steps, "absent for a microguide") if steps && steps != []
        return
      end

      ok =
        steps.is_a?(Array) && steps.length.between?(1, Vocabulary::MAX_STEPS) &&
          steps.all? { |step| step?(step) }
      return fault(:steps, "1 to #{Vocabulary::MAX_STEPS} of {key, raw}") if !ok

      keys = self.steps.map { |step| step["key"] }
      fault(:steps, "keys that differ") if keys.uniq.length != keys.length
    end

    def step?(step)
      return false if !step.is_a?(Hash)

      key, raw = step.transform_keys(&:to_s).values_at("key", "raw")
      key.is_a?(String) && key.match?(Vocabulary::STEP_KEY) && raw.is_a?(String) &&
        raw.length.between?(1, Vocabulary::MAX_STEP_RAW) && !raw.include?("\0")
    end

    def check_link
      return if self[:link].nil?
      return fault(:link, "{url, text}") if !self[:link].is_a?(Hash)

      url, label = link.values_at("url", "text")
      ok =
        url.is_a?(String) && url.length <= 2000 &&
          url.match?(%r{\A(https?://[^\s/]|/(?!/|\\))\S*\z}) && !url.include?("\0")
      fault("link.url", "an http(s) address or a path of this forum") if !ok
      ok =
        label.is_a?(String) && label.length.between?(1, Vocabulary::MAX_TITLE) &&
          !label.include?("\0")
      fault("link.text", "a text of 1 to #{Vocabulary::MAX_TITLE} characters") if !ok
    end

    def check_why
      return if self[:why].nil?
      return fault(:why, "{text, owner, reviewed_on}") if !self[:why].is_a?(Hash)

      ok =
        why.values.compact.all? do |value|
          value.is_a?(String) && value.length <= 300 && !value.include?("\0")
        end
      fault(:why, "texts of at most 300 characters") if !ok

      day = why["reviewed_on"]
      fault("why.reviewed_on", "a day such as 2026-05-03") if day && !day?(day)
    end

    def day?(day)
      Date.iso8601(day.to_s) && day.to_s.match?(/\A\d{4}-\d\d-\d\d\z/)
    rescue Date::Error
      false
    end

    def check_time
      return if self[:expires_at].nil?

      if Time.iso8601(self[:expires_at].to_s).year > 9999
        fault(:expires_at, "a time before the year 10000")
      end
    rescue ArgumentError
      fault(:expires_at, "an ISO 8601 time")
    end

    def fault(key, expected)
      @faults << "offer.#{key}: expected #{expected}"
    end
  end
end
