# frozen_string_literal: true

module DiscourseWaypost
  class CapabilitiesController < ServiceController
    def show
      render json: Capabilities.now
    end
  end
end
