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

    REPLACING_LOCK = 471_002

    # A thousand texts take longer to cook than a request may: those that are new are cooked by a job afterwards.
    def self.replace!(request)
      now = Time.zone.now
      Resource.transaction do
        DB.exec("SELECT pg_advisory_xact_lock(:lock)", lock: REPLACING_LOCK)
        before = Resource.all.index_by { |resource| [resource.resource, resource.locale] }
        rows = request.texts.map { |text| row(text, before, now) }
        Resource.delete_all
        Resource.insert_all!(rows) if rows.any?
        PluginStore.set(
          PLUGIN_NAME,
          "directory",
          { version: request.version, digest: request.digest, pushed_at: now.utc.iso8601(3) },
        )
      end
    end

    def self.row(text, before, now)
      request = text[:request]
      same = before[[request[:resource], request[:locale]]]
      same = nil if same && !same.says?(request)
      {
        resource: request[:resource],
        locale: request[:locale],
        title: request[:title],
        raw: request[:raw],
        cooked: same&.cooked || Resource::UNCOOKED,
        form: request[:form],
        steps: same&.steps || request.steps,
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
