# frozen_string_literal: true

module DiscourseWaypost
  # Cards reach the browser inside the posts of a topic, for the member they are meant for.
  module RegisterCards
    def self.call(plugin)
      # Kept beside the viewer's id: a post object that serves another viewer shows nothing.
      plugin.add_to_class(:post, :keep_waypost_cards) do |viewer_id, cards|
        @waypost_cards = [viewer_id, cards]
      end
      plugin.add_to_class(:post, :waypost_cards_of) do |viewer|
        @waypost_cards&.last if viewer && @waypost_cards&.first == viewer.id
      end

      TopicView.on_preload do |topic_view|
        PostCardPreloader.call(topic_view) if SiteSetting.waypost_enabled
      end

      plugin.add_to_serializer(
        :post,
        :waypost_cards,
        include_condition: -> { object.waypost_cards_of(scope.user).present? },
      ) do
        object
          .waypost_cards_of(scope.user)
          .map { |card| CardSerializer.new(card, scope: scope, root: false) }
      end

      plugin.add_to_serializer(
        :current_user,
        :waypost_banners,
        include_condition: -> { waypost_banners.present? },
      ) do
        @waypost_banners ||=
          Offer
            .banners_of(object)
            .map { |banner| CardSerializer.new(banner, scope: scope, root: false) }
      end

      # Read before the cards are: what is told after it, the browser hears when it first polls.
      plugin.add_to_serializer(:current_user, :waypost_offers_position) do
        MessageBus.last_id(Publisher::CHANNEL)
      end
    end
  end
end
