# frozen_string_literal: true

module PageObjects
  module Pages
    class WaypostPreferences < PageObjects::Pages::Base
      def visit_of(user)
        page.visit("/u/#{user.username}/preferences/waypost")
        self
      end

      def has_kind_on?(kind)
        page.has_checked_field?("waypost-kind-#{kind}")
      end

      def has_kind_off?(kind)
        page.has_unchecked_field?("waypost-kind-#{kind}")
      end

      def has_saved?
        page.has_css?(".waypost-preferences__saved", text: /\S/)
      end

      def has_everything_paused?
        page.has_css?(".waypost-preferences__resume")
      end

      def switch_off(kind)
        uncheck("waypost-kind-#{kind}")
        self
      end

      def pause_everything
        find(".waypost-preferences__pause").click
        self
      end
    end
  end
end
