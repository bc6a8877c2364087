# frozen_string_literal: true

module DiscourseWaypost
  module Directory
    # Takes the whole directory of resources over from the service; what is not in it is gone.
    class Replace
      include Service::Base

      params do
        attribute :directory
        validate :directory_as_agreed

        def request
          @request ||= DirectoryRequest.new(directory)
        end

        def directory_as_agreed
          request.faults.each { |fault| errors.add(:base, fault) }
        end
      end

      policy :may_serve
      step :compare
      step :replace
      step :cook

      private

      def may_serve(guardian:)
        guardian.can_serve_waypost?
      end

      def compare(params:)
        context[:changed] = DirectoryState.digest != params.request.digest
      end

      def replace(params:, changed:)
        DirectoryState.replace!(params.request) if changed
      end

      def cook
        Jobs.enqueue(Jobs::DiscourseWaypost::CookDirectory) if Resource.uncooked.exists?
      end
    end
  end
end
