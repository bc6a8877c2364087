# frozen_string_literal: true

module DiscourseWaypost
  # What the plugin can do at this moment, so that the service need not guess.
  module Capabilities
    CONTRACTS = [1].freeze
    FEATURES = %w[offers signals facts resources preferences erase].freeze

    def self.now
      {
        plugin: PLUGIN_NAME,
        version: VERSION,
        contract: CONTRACTS,
        signal_schema: Signal::SCHEMA,
        bot_username: SiteSetting.waypost_bot_username,
        bot: Bot.standing(Bot.user),
        channels: channels,
        kinds: Vocabulary::KINDS,
        forms: Vocabulary::FORMS,
        features: FEATURES,
        limits: {
          facts_ids: FactsController::MAX_IDS,
          signals: SignalsController::MAX,
          resources: DirectoryRequest::MAX,
          raw: Vocabulary::MAX_RAW,
          post_raw: Vocabulary::MAX_POST_RAW,
          steps: Vocabulary::MAX_STEPS,
        },
      }
    end

    def self.channels
      bot = Bot.user
      channels = Vocabulary::SHOWN_CHANNELS.dup
      channels.push("reply", "message") if Bot.able?(bot)
      channels.push("whisper") if Bot.able?(bot) && Guardian.new(bot).can_create_whisper?
      channels
    end
    private_class_method :channels
  end
end
