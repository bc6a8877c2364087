# frozen_string_literal: true

module DiscourseWaypost
  # Whether somebody has made use of what was offered: then it stays.
  module InUse
    def self.offer?(offer)
      offer.rating == "helped" || post?(offer.reply_post)
    end

    def self.post?(post)
      return false if post.nil? || post.deleted_at

      post.like_count > 0 || post.reply_count > 0 || edited_by_people?(post) || solution?(post)
    end

    # What a moderator has put right is not the bot's to overwrite any more.
    def self.edited_by_people?(post)
      editor = post.last_editor_id
      editor.to_i > 0 && editor != post.user_id
    end

    def self.solution?(post)
      return false if !defined?(::DiscourseSolved::SolvedTopic)

      ::DiscourseSolved::SolvedTopic.exists?(answer_post_id: post.id)
    end
    private_class_method :post?, :edited_by_people?, :solution?
  end
end
