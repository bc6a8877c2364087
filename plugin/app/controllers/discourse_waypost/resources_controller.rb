# frozen_string_literal: true

module DiscourseWaypost
  class ResourcesController < ServiceController
    def update
      Directory::Replace.call(service_params) do
        on_success { |params:, changed:| render_directory(params.request, changed) }
        on_failed_contract { |contract| render_invalid(contract) }
        on_failed_policy(:may_serve) { raise Discourse::InvalidAccess }
        on_failure { raise Discourse::NotFound }
      end
    end

    private

    def render_directory(request, changed)
      render json: {
               directory: {
                 version: request.version,
                 count: request.texts.length,
                 changed: changed,
                 rejected: request.rejected,
               },
             }
    end
  end
end
