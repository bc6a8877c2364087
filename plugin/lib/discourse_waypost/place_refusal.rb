# frozen_string_literal: true

module DiscourseWaypost
  # Whether the post an offer is about still stands, can be seen by its member, and may be answered.
  module PlaceRefusal
    def self.of(offer)
      return if offer.post_id.nil?
      return refuse("post_gone") if gone?(offer.post)
      if offer.topic.nil? || offer.topic.deleted_at || offer.post.topic_id != offer.topic_id
        return refuse("topic_gone")
      end
      return refuse("not_visible") if !Guardian.new(offer.user).can_see?(offer.post)

      of_topic(offer.topic) if Vocabulary::POST_CHANNELS.include?(offer.channel)
    end

    # What its author has deleted stands for a day, and says that it is deleted.
    def self.gone?(post)
      post.nil? || post.deleted_at || post.hidden || post.user_deleted
    end

    # An admin's account may write into closed topics; Waypost never does.
    def self.of_topic(topic)
      return refuse("topic_archived") if topic.archived

      refuse("topic_closed") if topic.closed
    end

    def self.refuse(code)
      Refusal.new(code: code)
    end
    private_class_method :gone?, :of_topic, :refuse
  end
end
