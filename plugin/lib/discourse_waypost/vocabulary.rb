# frozen_string_literal: true

module DiscourseWaypost
  # The closed lists of the contract.
  module Vocabulary
    CHANNELS = %w[card banner reply message whisper].freeze
    # A member may switch these off one by one; whispers are for staff.
    MEMBER_CHANNELS = %w[card reply message banner].freeze
    KINDS = %w[help celebrate announce promote care].freeze
    FORMS = %w[microguide checklist steps].freeze
    POST_CHANNELS = %w[reply message whisper].freeze
    SHOWN_CHANNELS = %w[card banner].freeze
    SNOOZE_DAYS = [1, 7, 30].freeze

    OFFER_KEY = /\A[A-Za-z0-9_-]{1,100}\z/
    NAME = /\A[a-z0-9-]{1,64}\z/
    STEP_KEY = /\A[a-z0-9-]{1,40}\z/
    CLOCK = /\A([01]\d|2[0-3]):[0-5]\d\z/

    MAX_TITLE = 150
    MAX_RAW = 4000
    MAX_POST_RAW = 32_000
    MAX_STEPS = 20
    MAX_STEP_RAW = 500
  end
end
