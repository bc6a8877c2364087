# frozen_string_literal: true

module PageObjects
  module Components
    class WaypostCard < PageObjects::Components::Base
      def initialize(key)
        @key = key
      end

      def has_card?(title)
        page.has_css?("#{card} .waypost-card__title", text: title)
      end

      def has_no_card?
        page.has_no_css?(".waypost-card")
      end

      def has_reason?(text)
        page.has_css?("#{card} .waypost-card__why-details", text: text)
      end

      def has_thanks?
        page.has_css?("#{card} .waypost-card__thanks", text: /\S/)
      end

      def has_step_done?(step)
        page.has_checked_field?("waypost-step-#{@key}-#{step}")
      end

      def has_way_back?
        page.has_css?("#{left} .waypost-card-left__undo")
      end

      def ask_why
        find("#{card} .waypost-card__why-toggle").click
        self
      end

      def rate_helped
        find("#{card} .waypost-card__helped").click
        self
      end

      def tick(step)
        check("waypost-step-#{@key}-#{step}")
        self
      end

      def dismiss
        find("#{card} .waypost-card__dismiss").click
        self
      end

      def undo
        find("#{left} .waypost-card-left__undo").click
        self
      end

      def snooze(days)
        open_menu
        find(".waypost-card-menu__snooze[data-days='#{days}']").click
        self
      end

      def decline_kind
        open_menu
        find(".waypost-card-menu__decline").click
        self
      end

      def open_preferences
        find("#{left} .waypost-card-left__preferences").click
      end

      private

      def open_menu
        find("#{card} .waypost-card__more").click
      end

      def card
        ".waypost-card[data-waypost-card='#{@key}']"
      end

      def left
        ".waypost-card-left[data-waypost-card='#{@key}']"
      end
    end
  end
end
