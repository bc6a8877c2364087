# frozen_string_literal: true

module DiscourseWaypost
  # Texts of cards go through the forum's own pipeline, once, when they arrive.
  module Cook
    def self.block(raw, bot:)
      without_previews(PrettyText.cook(raw, user_id: bot&.id))
    end

    # A step is one line: its paragraph is taken off.
    def self.line(raw, bot:)
      fragment = Nokogiri::HTML5.fragment(block(raw, bot: bot))
      paragraphs = fragment.element_children
      return fragment.to_html.strip if paragraphs.length != 1 || paragraphs.first.name != "p"

      paragraphs.first.inner_html.strip
    end

    # A bare link is marked for a preview that is made for posts only: here it stays a link, and does not say "loading".
    def self.without_previews(html)
      fragment = Nokogiri::HTML5.fragment(html)
      links = fragment.css("a.onebox, a.inline-onebox, a.inline-onebox-loading")
      return html if links.empty?

      links.remove_attr("class")
      fragment.to_html
    end
    private_class_method :without_previews
  end
end
