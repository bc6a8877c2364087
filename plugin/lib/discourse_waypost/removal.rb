# frozen_string_literal: true

module DiscourseWaypost
  # Takes away all that the plugin has brought into the database, for good.
  module Removal
    TABLES = %w[
      waypost_offers
      waypost_preferences
      waypost_signals
      waypost_resources
      waypost_category_visits
      waypost_missed_searches
    ].freeze

    def self.call
      SiteSetting.waypost_enabled = false
      ActiveRecord::Base.transaction do
        take_scopes
        WebHookEventType.where(id: WebHookEvents::IDS.values).destroy_all
        PluginStoreRow.where(plugin_name: PLUGIN_NAME).delete_all
        DB.exec("DELETE FROM site_settings WHERE name LIKE 'waypost\\_%'")
        DB.exec("DELETE FROM schema_migrations WHERE version IN (:ours)", ours: migrations)
        TABLES.each { |table| DB.exec("DROP TABLE IF EXISTS #{table}") }
        DB.exec("DROP SEQUENCE IF EXISTS waypost_signal_positions")
      end
      Discourse.redis.del(LastCall::KEY, LastCall::REST, LastRead::KEY)
    end

    # Core answers 500 to a key that holds a scope nobody knows, and lets one without any scope do all that its account
    # may: a key that has no others is revoked.
    def self.take_scopes
      ours = ApiKeyScope.where(resource: "waypost")
      others = ApiKeyScope.where.not(resource: "waypost").select(:api_key_id)
      ApiKey
        .where(id: ours.select(:api_key_id))
        .where.not(id: others)
        .update_all(revoked_at: Time.zone.now)
      ours.delete_all
    end

    def self.migrations
      Dir[File.join(Engine.root, "db/migrate/*.rb")].map { |file| File.basename(file).to_i.to_s }
    end
    private_class_method :take_scopes, :migrations
  end
end
