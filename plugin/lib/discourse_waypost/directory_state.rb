# frozen_string_literal: true

module DiscourseWaypost
  # The directory as it stands on the forum, and when it came.
  module DirectoryState
    def self.digest
      read["digest"]
    end

    def self.read
      PluginStore.get(PLUGIN_NAME, "directory") || {}
    end

    def self.replace!(request)
      bot = Bot.user
      now = Time.zone.now
      rows = request.texts.map { |text| row(text, bot, now) }

      Resource.transaction do
        Resource.lock.delete_all
        Resource.insert_all!(rows) if rows.any?
        PluginStore.set(
          PLUGIN_NAME,
          "directory",
          { version: request.version, digest: request.digest, pushed_at: now.utc.iso8601(3) },
        )
      end
    end

    def self.row(text, bot, now)
      request = text[:request]
      {
        resource: request[:resource],
        locale: request[:locale],
        title: request[:title],
        raw: request[:raw],
        cooked: Cook.block(request[:raw], bot: bot),
        form: request[:form],
        steps:
          request.steps.map do |step|
            { key: step["key"], cooked: Cook.line(step["raw"], bot: bot) }
          end,
        link: request.link,
        owner: request.why["owner"],
        reviewed_on: request.why["reviewed_on"],
        listed: text[:listed],
        created_at: now,
        updated_at: now,
      }
    end
    private_class_method :row
  end
end
