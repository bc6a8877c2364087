# frozen_string_literal: true

module ::DiscourseWaypost
  class Engine < ::Rails::Engine
    engine_name DiscourseWaypost::PLUGIN_NAME
    isolate_namespace DiscourseWaypost
    config.autoload_paths << File.join(config.root, "lib")

    # The scheduler only knows jobs that have been loaded.
    config.to_prepare do
      Rails.autoloaders.main.eager_load_dir(
        File.join(DiscourseWaypost::Engine.root, "app/jobs/scheduled"),
      )
    end
  end
end
