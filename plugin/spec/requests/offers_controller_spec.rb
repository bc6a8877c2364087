# frozen_string_literal: true

RSpec.describe DiscourseWaypost::OffersController do
  fab!(:bot, :waypost_bot)
  fab!(:member) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:topic) { Fabricate(:topic, user: member) }
  fab!(:post_asked) { Fabricate(:post, topic: topic, user: member) }

  let(:headers) { service_headers(bot) }

  def offer_body(example, **changes)
    body = contract_example(example).dig("request", "body", "offer")
    body["member_id"] = member.id
    body["topic_id"] = topic.id if body.key?("topic_id")
    body["post_id"] = post_asked.id if body.key?("post_id")
    body.merge(changes.transform_keys(&:to_s)).compact
  end

  before do
    SiteSetting.waypost_enabled = true
    SiteSetting.waypost_bot_username = bot.username
    SiteSetting.personal_message_enabled_groups = Group::AUTO_GROUPS[:everyone]
  end

  describe "#update" do
    it "shows a card as the contract's example says" do
      put_offer("of_42", offer_body("offer-card"), headers)

      expect(response.status).to eq(201)
      expect(shape_of(response.parsed_body)).to eq(
        shape_of(contract_example("offer-card").dig("response", "body")),
      )
      expect(response.parsed_body["offer"]).to include("state" => "shown", "version" => 1)
      expect(response.parsed_body["replayed"]).to eq(false)
    end

    it "cooks the texts by the forum's own pipeline, scripts taken out" do
      raw = "Your **drafts** <script>alert(1)</script> <img src=x onerror=alert(1)>"
      put_offer("of_42", offer_body("offer-card", raw: raw), headers)

      offer = DiscourseWaypost::Offer.find_by(key: "of_42")
      expect(offer.cooked).to include("<strong>drafts</strong>")
      expect(offer.cooked).not_to match(/script|onerror/)
      expect(offer.steps.first["cooked"]).to eq(
        "Open <strong>Preferences</strong>, then <em>Account</em>",
      )
    end

    it "leaves links links: none waits for a preview, those to elsewhere say so to search engines and pages" do
      raw = "https://example.com/a\n\nSee https://example.com/b and #{topic.url}"
      steps = [{ "key" => "a", "raw" => "Read https://example.com/c" }]
      body = offer_body("offer-card", raw: raw, form: "checklist", steps: steps)
      put_offer("of_42", body, headers)

      offer = DiscourseWaypost::Offer.find_by(key: "of_42")
      texts = [offer.cooked, offer.steps.first["cooked"]]
      links = texts.flat_map { |html| Nokogiri::HTML5.fragment(html).css("a").to_a }
      expect(links.map { |link| link["class"] }.compact).to eq([])
      expect(links.map { |link| link["rel"] }).to eq(
        [*["noopener nofollow ugc"] * 2, nil, "noopener nofollow ugc"],
      )
    end

    it "tells the member's browser alone, by ids alone" do
      messages =
        MessageBus.track_publish("/waypost/offers") do
          put_offer("of_42", offer_body("offer-card"), headers)
        end

      expect(messages.map(&:user_ids)).to eq([[member.id]])
      expect(messages.first.data.keys).to match_array(
        contract_example("message-bus")["messages"].first.keys.map(&:to_sym),
      )
    end

    it "answers the same call with the stored outcome" do
      put_offer("of_42", offer_body("offer-card"), headers)
      put_offer("of_42", offer_body("offer-card").to_a.reverse.to_h, headers)

      expect(response.status).to eq(200)
      expect(response.parsed_body["replayed"]).to eq(true)
      expect(DiscourseWaypost::Offer.count).to eq(1)
    end

    it "refuses another body under the same id" do
      put_offer("of_42", offer_body("offer-card"), headers)
      put_offer("of_42", offer_body("offer-card", title: "Another"), headers)

      expect(response.status).to eq(409)
      expect(response.parsed_body["error_type"]).to eq("different_offer")
    end

    it "writes a reply as the bot, once" do
      put_offer("of_43", offer_body("offer-reply"), headers)

      expect(response.status).to eq(201)
      expect(shape_of(response.parsed_body)).to eq(
        shape_of(contract_example("offer-reply").dig("response", "body")),
      )
      reply = Post.find(response.parsed_body.dig("offer", "reply_post_id"))
      expect(reply).to have_attributes(
        user_id: bot.id,
        topic_id: topic.id,
        reply_to_post_number: post_asked.post_number,
      )

      put_offer("of_43", offer_body("offer-reply"), headers)

      expect(response.status).to eq(200)
      expect(response.parsed_body.dig("offer", "reply_post_id")).to eq(reply.id)
      expect(topic.posts.where(user_id: bot.id).count).to eq(1)
    end

    it "does not write again what a moderator has deleted" do
      put_offer("of_43", offer_body("offer-reply"), headers)
      PostDestroyer.new(Fabricate(:moderator), topic.posts.find_by(user_id: bot.id)).destroy
      put_offer("of_43", offer_body("offer-reply"), headers)

      expect(response.status).to eq(200)
      expect(topic.posts.where(user_id: bot.id).count).to eq(0)
    end

    it "sends a message to the member" do
      put_offer("of_45", offer_body("offer-message"), headers)

      expect(response.status).to eq(201)
      message = Post.find(response.parsed_body.dig("offer", "reply_post_id")).topic
      expect(message.archetype).to eq(Archetype.private_message)
      expect(message.allowed_users).to contain_exactly(bot, member)
      expect(message.external_id).to eq("of_45")
    end

    it "sends a message of a name that is too long for core" do
      put_offer("o" * 51, offer_body("offer-message"), headers)

      expect(response.status).to eq(201)
      message = Post.find(response.parsed_body.dig("offer", "reply_post_id")).topic
      expect(message.external_id).to eq(nil)
    end

    it "sends two members the same text within minutes" do
      SiteSetting.unique_posts_mins = 5
      put_offer("of_45", offer_body("offer-message"), headers)
      put_offer(
        "of_46",
        offer_body("offer-message", member_id: Fabricate(:user, refresh_auto_groups: true).id),
        headers,
      )

      expect(response.status).to eq(201)
    end

    it "shows a banner, and replaces an earlier one in the same moment" do
      put_offer("of_44", offer_body("offer-banner"), headers)
      expect(response.status).to eq(201)

      put_offer("of_47", offer_body("offer-banner", replaces: "of_44"), headers)

      expect(response.status).to eq(201)
      expect(DiscourseWaypost::Offer.banners_of(member).map(&:key)).to eq(["of_47"])
      expect(DiscourseWaypost::Offer.find_by(key: "of_44").state).to eq("withdrawn")
    end

    it "writes a whisper only where the bot may whisper" do
      put_offer("of_48", offer_body("offer-reply", channel: "whisper"), headers)
      expect(response.parsed_body["code"]).to eq("bot_cannot_post")

      group = Fabricate(:group)
      group.add(bot)
      SiteSetting.whispers_allowed_groups = group.id.to_s
      put_offer("of_49", offer_body("offer-reply", channel: "whisper"), headers)

      expect(response.status).to eq(201)
      written = Post.find(response.parsed_body.dig("offer", "reply_post_id"))
      expect(written.post_type).to eq(Post.types[:whisper])
    end

    describe "what the member or the forum declines" do
      def refusal(channel: "card", **changes)
        @tries = @tries.to_i + 1
        put_offer("no_#{@tries}", offer_body("offer-#{channel}", **changes), headers)
        expect(response.status).to eq(422)
        expect(response.parsed_body["error_type"]).to eq("refused")
        response.parsed_body["code"]
      end

      def wishes(**columns)
        DiscourseWaypost::Preference.where(user_id: member.id).delete_all
        DiscourseWaypost::Preference.create!(user_id: member.id, **columns)
      end

      it "obeys the member" do
        wishes(declined_kinds: ["help"])
        expect(refusal).to eq("kind_declined")
        wishes(declined_channels: ["card"])
        expect(refusal).to eq("channel_declined")
        wishes(paused: true)
        expect(refusal).to eq("paused")
        wishes(paused: true, paused_until: 1.day.from_now)
        expect(refusal).to eq("paused_until")
        expect(response.parsed_body["retry_at"]).to be_present
        wishes(snoozed: { "help" => 1.day.from_now.iso8601 })
        expect(refusal).to eq("snoozed")
        wishes(quiet_from: "00:00", quiet_to: "23:59")
        freeze_time Time.utc(2026, 11, 21, 12)
        expect(refusal(channel: "reply")).to eq("quiet_hours")
      end

      it "takes ignoring the bot for a no" do
        Fabricate(:ignored_user, user: member, ignored_user: bot)
        expect(refusal).to eq("bot_ignored")
      end

      it "answers with the contract's example, and stores a no for good" do
        preference = wishes(declined_kinds: ["help"])
        put_offer("of_46", offer_body("offer-card"), headers)
        expected = contract_example("offer-refused").dig("response", "body")
        expect(response.parsed_body).to eq(expected)

        preference.destroy!
        put_offer("of_46", offer_body("offer-card"), headers)
        expect(response.parsed_body).to include("code" => "kind_declined", "replayed" => true)
      end

      it "keeps no text of what it refused for good, and nobody's name who is gone" do
        wishes(declined_kinds: ["help"])
        put_offer("of_46", offer_body("offer-card"), headers)
        expect(DiscourseWaypost::Offer.find_by(key: "of_46")).to have_attributes(
          user_id: member.id,
          title: nil,
          raw: nil,
          cooked: nil,
          steps: [],
          why: {
          },
        )

        UserDestroyer.new(Discourse.system_user).destroy(member, delete_posts: true)
        put_offer("of_47", offer_body("offer-banner"), headers)
        expect(response.parsed_body["code"]).to eq("member_gone")
        expect(DiscourseWaypost::Offer.find_by(key: "of_47")).to have_attributes(
          user_id: nil,
          raw: nil,
        )
      end

      it "lets what was refused for now be tried again" do
        preference = wishes(paused: true, paused_until: 1.day.from_now)
        put_offer("of_46", offer_body("offer-card"), headers)
        preference.destroy!
        put_offer("of_46", offer_body("offer-card"), headers)

        expect(response.status).to eq(201)
      end

      it "never answers in a place that is closed, archived, deleted or not visible" do
        topic.update!(closed: true)
        expect(refusal(channel: "reply")).to eq("topic_closed")
        topic.update!(closed: false, archived: true)
        expect(refusal(channel: "reply")).to eq("topic_archived")
        topic.update!(archived: false)
        topic.update!(category: Fabricate(:private_category, group: Fabricate(:group)))
        expect(refusal).to eq("not_visible")
        topic.update!(category_id: nil)
        post_asked.update!(user_deleted: true)
        expect(refusal).to eq("post_gone")
        post_asked.update!(user_deleted: false)
        post_asked.trash!
        expect(refusal).to eq("post_gone")
      end

      it "never answers in a closed topic, even with an admin's account" do
        bot.update!(admin: true)
        topic.update!(closed: true)
        expect(refusal(channel: "reply")).to eq("topic_closed")
      end

      it "offers nothing to members who are gone or outside the groups" do
        expect(refusal(member_id: 999_999)).to eq("member_gone")
        expect(refusal(member_id: bot.id)).to eq("member_gone")
        SiteSetting.waypost_allowed_groups = Fabricate(:group).id.to_s
        expect(refusal).to eq("not_for_member")
        SiteSetting.waypost_allowed_groups = "10"
        member.update!(suspended_at: 1.day.ago, suspended_till: 1.day.from_now)
        expect(refusal).to eq("member_gone")
      end

      it "hands on why the forum does not accept a text" do
        expect(refusal(channel: "reply", raw: "x")).to eq("text_rejected")
        expect(response.parsed_body["errors"].join).to include("short")
      end

      it "says so when the bot is gone" do
        SiteSetting.waypost_bot_username = bot.username
        bot.update!(silenced_till: 1.year.from_now)
        expect(refusal(channel: "reply")).to eq("bot_missing")
      end
    end

    it "names all faults of a body" do
      put_offer(
        "of_42",
        { channel: "carrier pigeon", link: { url: "javascript:alert(1)" } },
        headers,
      )

      expect(response.status).to eq(400)
      expect(response.parsed_body["error_type"]).to eq("invalid_parameters")
      expect(response.parsed_body["errors"].join(" ")).to include(
        "offer.channel",
        "link.url",
        "offer.raw",
      )
    end
  end

  describe "#show" do
    it "says what the member has done" do
      put_offer("of_42", offer_body("offer-card"), headers)
      get "/waypost/offers/of_42.json", headers: headers

      expect(response.status).to eq(200)
      expect(shape_of(response.parsed_body)["offer"].keys).to eq(
        shape_of(contract_example("offer-state").dig("response", "body"))["offer"].keys,
      )
      expect(response.parsed_body.dig("offer", "member").keys).to match_array(
        contract_example("offer-state").dig("response", "body", "offer", "member").keys,
      )
    end

    it "knows nothing of ids never heard of" do
      get "/waypost/offers/of_1.json", headers: headers
      expect(response.status).to eq(404)
    end
  end

  describe "#destroy" do
    def withdraw(id)
      delete "/waypost/offers/#{id}.json", headers: headers
    end

    it "makes a card vanish, as often as asked" do
      put_offer("of_42", offer_body("offer-card"), headers)
      messages = MessageBus.track_publish("/waypost/offers") { 2.times { withdraw("of_42") } }

      expect(response.status).to eq(200)
      expect(shape_of(response.parsed_body)).to eq(
        shape_of(contract_example("offer-withdraw").dig("response", "body")),
      )
      expect(messages.length).to eq(1)
      expect(DiscourseWaypost::Offer.visible_to(member)).to be_empty
    end

    it "folds a reply to one line, in its language" do
      put_offer("of_43", offer_body("offer-reply", locale: "de"), headers)
      withdraw("of_43")

      expect(response.status).to eq(200)
      expect(topic.posts.find_by(user_id: bot.id).raw).to eq(
        I18n.t("discourse_waypost.withdrawn_reply", locale: :de),
      )
    end

    it "leaves what somebody made use of" do
      put_offer("of_43", offer_body("offer-reply"), headers)
      topic.posts.find_by(user_id: bot.id).update!(like_count: 1)
      withdraw("of_43")

      expect(response.status).to eq(422)
      expect(response.parsed_body["code"]).to eq("in_use")
    end

    it "leaves what a moderator has put right" do
      put_offer("of_43", offer_body("offer-reply"), headers)
      reply = topic.posts.find_by(user_id: bot.id)
      PostRevisor.new(reply).revise!(Fabricate(:moderator), raw: "A better answer than before.")
      withdraw("of_43")

      expect(response.parsed_body["code"]).to eq("in_use")
      expect(reply.reload.raw).to eq("A better answer than before.")
    end

    it "cannot take a message back" do
      put_offer("of_45", offer_body("offer-message"), headers)
      withdraw("of_45")

      expect(response.parsed_body["code"]).to eq("cannot_withdraw")
    end

    it "remembers an id never heard of, so that a late call shows nothing" do
      withdraw("of_42")
      expect(response.status).to eq(200)

      put_offer("of_42", offer_body("offer-card"), headers)
      expect(response.status).to eq(200)
      expect(response.parsed_body.dig("offer", "state")).to eq("withdrawn")
    end
  end

  describe "who may" do
    let(:body) { offer_body("offer-card") }

    it "turns away everyone but the service" do
      put_offer("of_42", body, { "CONTENT_TYPE" => "application/json" })
      expect(response.status).to eq(403)

      [member, Fabricate(:moderator), Fabricate(:admin), bot].each do |account|
        sign_in(account)
        put_offer("of_42", body, { "CONTENT_TYPE" => "application/json" })
        expect(response.status).to eq(403)
      end
      expect(DiscourseWaypost::Offer.count).to eq(0)
    end

    it "turns away an admin's key, a member's key, and a key without the scope" do
      [Fabricate(:admin), member].each do |account|
        put_offer("of_42", body, service_headers(account))
        expect(response.status).to eq(403)
      end
      put_offer("of_42", body, service_headers(bot, scopes: %i[facts]))
      expect(response.status).to eq(403)
    end

    it "limits the rate" do
      RateLimiter.enable
      stub_const(DiscourseWaypost::ServiceController, "MAX_PER_MINUTE", 1) do
        get "/waypost/offers/of_1.json", headers: headers
        get "/waypost/offers/of_1.json", headers: headers
      end
      expect(response.status).to eq(429)
    end

    it "is not there when switched off" do
      SiteSetting.waypost_enabled = false
      put_offer("of_42", body, headers)
      expect(response.status).to eq(404)
    end
  end
end
