# frozen_string_literal: true

RSpec.describe "One offer, one post" do
  def example_offer(member, post, key: "of_43")
    body =
      contract_example("offer-reply").dig("request", "body", "offer").merge(
        "member_id" => member.id,
        "topic_id" => post.topic_id,
        "post_id" => post.id,
      )
    DiscourseWaypost::Offer.claim!(
      key,
      DiscourseWaypost::Claim.attributes(DiscourseWaypost::OfferRequest.new(body)),
    )
  end

  def same_offer_again(key = "of_43")
    DiscourseWaypost::Offer.find_by(key: key)
  end

  def enable(bot)
    SiteSetting.waypost_enabled = true
    SiteSetting.waypost_bot_username = bot.username
  end

  context "when a call dies half-way" do
    fab!(:bot, :waypost_bot)
    fab!(:member) { Fabricate(:user, refresh_auto_groups: true) }
    fab!(:asked) { Fabricate(:post, user: member) }

    let(:bot_posts) { Post.where(user_id: bot.id) }

    before { enable(bot) }

    # The last thing that PostCreator does before its transaction ends.
    def die_before_commit
      Post.any_instance.stubs(:save_reply_relationships).raises(Interrupt)
    end

    it "leaves neither post nor outcome when it dies before the commit, and can be called again" do
      offer = example_offer(member, asked)
      die_before_commit
      expect { DiscourseWaypost::Delivery.call(offer) }.to raise_error(Interrupt)

      expect(bot_posts.count).to eq(0)
      expect(same_offer_again).to have_attributes(state: "claimed", reply_post_id: nil)

      Post.any_instance.unstub(:save_reply_relationships)
      result = DiscourseWaypost::Delivery.call(same_offer_again)
      expect(result.replayed).to eq(false)
      expect(bot_posts.pluck(:id)).to eq([result.offer.reply_post_id])
    end

    it "leaves post and outcome when it dies after the commit, and answers with them" do
      offer = example_offer(member, asked)
      PostCreator.any_instance.stubs(:publish).raises(Interrupt)
      expect { DiscourseWaypost::Delivery.call(offer) }.to raise_error(Interrupt)

      result = DiscourseWaypost::Delivery.call(same_offer_again)
      expect(result.replayed).to eq(true)
      expect(bot_posts.pluck(:id)).to eq([result.offer.reply_post_id])
    end

    it "rolls the second post back when another call was quicker" do
      first = example_offer(member, asked)
      second = same_offer_again
      DiscourseWaypost::Delivery.call(first)
      SiteSetting.unique_posts_mins = 0
      result = DiscourseWaypost::Delivery.call(second)

      expect(result.replayed).to eq(true)
      expect(bot_posts.count).to eq(1)
      expect(asked.topic.reload.posts_count).to eq(Post.where(topic_id: asked.topic_id).count)
    end

    it "writes nothing after a withdrawal that overtook it" do
      offer = example_offer(member, asked)
      DiscourseWaypost::Withdrawal.call(same_offer_again)
      result = DiscourseWaypost::Delivery.call(offer)

      expect(result.offer.state).to eq("withdrawn")
      expect(bot_posts.count).to eq(0)
    end

    it "takes back what another call has shown while it was being withdrawn" do
      offer = example_offer(member, asked)
      before_it_was_sent = same_offer_again
      DiscourseWaypost::Delivery.call(offer)
      DiscourseWaypost::Offer.stubs(:claim!).returns(before_it_was_sent)
      result =
        DiscourseWaypost::Offers::Withdraw.call(
          params: {
            id: offer.key,
          },
          guardian: Guardian.new(bot),
        )

      expect(result.offer.state).to eq("withdrawn")
      expect(bot_posts.pluck(:raw)).to eq([I18n.t("discourse_waypost.withdrawn_reply")])
    end

    it "asks nothing more of the database for other people's posts" do
      create = -> do
        PostCreator.create!(
          member,
          topic_id: asked.topic_id,
          raw: "A post like any other #{SecureRandom.hex}",
        )
      end
      create.call
      queries = track_sql_queries(&create)

      expect(queries.grep(/waypost/)).to eq([])
    end
  end

  context "when many calls come at once" do
    self.use_transactional_tests = false

    after do
      topic_ids = Post.where(user_id: @accounts.map(&:id)).pluck(:topic_id)
      Topic.where(id: topic_ids).destroy_all
      Post.with_deleted.where(topic_id: topic_ids).delete_all
      [DiscourseWaypost::Offer, DiscourseWaypost::Signal].each(&:delete_all)
      @accounts.each do |account|
        UserDestroyer.new(Discourse.system_user).destroy(account, delete_posts: true)
      end
      DiscourseWaypost::Signal.delete_all
      UserHistory.delete_all
      SiteSetting.waypost_enabled = false
    end

    it "writes one post, and all of them hear of it" do
      bot = Fabricate(:waypost_bot)
      member = Fabricate(:user, refresh_auto_groups: true)
      @accounts = [bot, member]
      enable(bot)
      SiteSetting.unique_posts_mins = 0
      asked =
        PostCreator.create!(
          member,
          title: "How does one export a thing",
          raw: "I would like to know how.",
        )

      results = Concurrent::Array.new
      3
        .times
        .map do
          Thread.new do
            offer = example_offer(member, asked)
            results << DiscourseWaypost::Delivery.call(offer)
          ensure
            ActiveRecord::Base.connection_handler.clear_active_connections!
          end
        end
        .each(&:join)

      expect(results.map { |result| result.offer.reply_post_id }.uniq.length).to eq(1)
      expect(results.map(&:replayed).tally).to eq(false => 1, true => 2)
      expect(Post.where(user_id: bot.id).count).to eq(1)
      expect(DiscourseWaypost::Offer.count).to eq(1)
    end
  end
end
