# frozen_string_literal: true

module Jobs
  module DiscourseWaypost
    # Cooks what the service has pushed into the directory and nobody has cooked yet.
    class CookDirectory < ::Jobs::Base
      cluster_concurrency 1

      def execute(_args)
        return if !SiteSetting.waypost_enabled

        bot = ::DiscourseWaypost::Bot.user
        ::DiscourseWaypost::Resource.uncooked.find_each { |resource| resource.cook!(bot) }
      end
    end
  end
end
