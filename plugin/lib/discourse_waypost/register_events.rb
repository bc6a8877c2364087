# frozen_string_literal: true

module DiscourseWaypost
  # What the forum tells us, and what we do about it. Posts of others cost one comparison with nil.
  module RegisterEvents
    def self.call(plugin)
      tie_posts_to_offers(plugin)
      follow_accounts
      follow_ignoring(plugin)
      follow_interest(plugin)
    end

    def self.tie_posts_to_offers(plugin)
      # Two members may be given the same guide within minutes; that no offer is written twice is the claim's to see to.
      plugin.add_to_class(:post, :waypost_offer_id=) do |id|
        @waypost_offer_id = id
        self.skip_unique_check = true
      end
      plugin.add_to_class(:post, :waypost_offer_id) { @waypost_offer_id }

      plugin.on(:before_create_post) do |post, opts|
        post.waypost_offer_id = opts[:waypost_offer_id] if opts && opts[:waypost_offer_id]
      end

      # Inside PostCreator's own transaction: the post and the claim are kept together or not at all.
      plugin.add_model_callback(:post, :after_create) do
        Offer.tie_post!(waypost_offer_id, self) if waypost_offer_id
      end
    end

    # Not `plugin.on`, which is deaf while the plugin is switched off: what is kept of an account ends with it even then.
    # rubocop:disable Discourse/Plugins/UsePluginInstanceOn
    def self.follow_accounts
      DiscourseEvent.on(:user_anonymized) do |user:, **|
        Member::Erase.call(params: { user_id: user.id, signal: "member_anonymized" })
      end
      DiscourseEvent.on(:user_destroyed) do |user|
        Member::Erase.call(params: { user_id: user.id, signal: "member_deleted" })
      end
      DiscourseEvent.on(:merging_users) do |source, target|
        Member::Merge.call(params: { from_user_id: source.id, into_user_id: target.id })
      end
    end
    # rubocop:enable Discourse/Plugins/UsePluginInstanceOn

    def self.follow_ignoring(plugin)
      plugin.add_model_callback(:ignored_user, :after_commit) do
        IgnoredBot.follow(user_id) if ignored_user_id == Bot.user&.id
      end
    end

    def self.follow_interest(plugin)
      plugin.on(:topic_first_visited_by_user) do |topic_id, user_id|
        if SiteSetting.waypost_signal_first_visits
          Jobs.enqueue(
            Jobs::DiscourseWaypost::RecordCategoryVisit,
            user_id: user_id,
            topic_id: topic_id,
          )
        end
      end
    end

    private_class_method :tie_posts_to_offers, :follow_accounts, :follow_ignoring, :follow_interest
  end
end
