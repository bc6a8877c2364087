# frozen_string_literal: true

module DiscourseWaypost
  module Admin
    class OverviewController < ::Admin::AdminController
      requires_plugin DiscourseWaypost::PLUGIN_NAME

      def show
        render json: { overview: Overview.now }
      end
    end
  end
end
