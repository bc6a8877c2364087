# frozen_string_literal: true

module DiscourseWaypost
  # Texts of cards go through the forum's own pipeline, once, when they arrive.
  module Cook
    def self.block(raw, bot:)
      PrettyText.cook(raw, user_id: bot&.id)
    end

    # A step is one line: its paragraph is taken off.
    def self.line(raw, bot:)
      fragment = Nokogiri::HTML5.fragment(block(raw, bot: bot))
      paragraphs = fragment.element_children
      return fragment.to_html.strip if paragraphs.length != 1 || paragraphs.first.name != "p"

      paragraphs.first.inner_html.strip
    end
  end
end
