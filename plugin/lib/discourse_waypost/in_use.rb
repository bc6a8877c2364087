# frozen_string_literal: true

module DiscourseWaypost
  # Whether somebody has made use of what was offered: then it stays.
  module InUse
    def self.offer?(offer)
      offer.rating == "helped" || post?(offer.reply_post)
    end

    def self.post?(post)
      return false if post.nil? || post.deleted_at

      post.like_count > 0 || post.reply_count > 0 || solution?(post)
    end

    def self.solution?(post)
      return false if !defined?(::DiscourseSolved::SolvedTopic)

      ::DiscourseSolved::SolvedTopic.exists?(answer_post_id: post.id)
    end
    private_class_method :post?, :solution?
  end
end
