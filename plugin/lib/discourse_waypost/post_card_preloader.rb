# frozen_string_literal: true

module DiscourseWaypost
  # Puts the viewer's cards on the posts of a page of a topic: one query, however many posts or cards.
  module PostCardPreloader
    MAX_PER_POST = 3

    def self.call(topic_view)
      viewer = topic_view.guardian.user
      posts = topic_view.posts
      return if viewer.nil? || posts.blank?

      cards = by_post(viewer, posts.map(&:id))
      posts.each { |post| post.keep_waypost_cards(viewer.id, cards[post.id]) }
    end

    # { post id => offers, oldest first }, only posts that have any.
    def self.by_post(viewer, post_ids)
      Offer
        .visible_to(viewer)
        .where(channel: "card", post_id: post_ids)
        .order(:id)
        .group_by(&:post_id)
        .transform_values { |offers| offers.first(MAX_PER_POST) }
    end
  end
end
