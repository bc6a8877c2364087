# frozen_string_literal: true

RSpec.describe DiscourseWaypost::CardsController do
  fab!(:bot, :waypost_bot)
  fab!(:member) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:other) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:topic) { Fabricate(:topic, user: member) }
  fab!(:asked) { Fabricate(:post, topic: topic, user: member) }
  fab!(:card) { Fabricate(:waypost_checklist, user: member, post: asked) }

  let(:everyone) { Group::ALIAS_LEVELS[:everyone] }
  let(:signals) { DiscourseWaypost::Signal.order(:id) }

  before do
    SiteSetting.waypost_enabled = true
    SiteSetting.waypost_bot_username = bot.username
  end

  def act(verb, path, body = {})
    public_send(verb, "/waypost/cards/#{path}.json", params: body, as: :json)
  end

  describe "#index" do
    it "gives the reader's own cards, a key for each post asked" do
      sign_in(member)
      get "/waypost/cards.json", params: { post_ids: "#{asked.id},#{asked.id + 1000}" }

      expect(response.status).to eq(200)
      expect(response.parsed_body["posts"].keys).to eq([asked.id.to_s, (asked.id + 1000).to_s])
      shown = response.parsed_body["posts"][asked.id.to_s].first
      expect(shown.keys).to match_array(contract_example("card").keys)
      expect(shown).to include(
        "id" => card.key,
        "steps" => [
          { "key" => "open", "cooked" => "Open", "done" => false },
          { "key" => "ask", "cooked" => "Ask", "done" => false },
        ],
      )
    end

    it "gives nothing to others, moderators and admins included" do
      [other, Fabricate(:moderator), Fabricate(:admin)].each do |reader|
        sign_in(reader)
        get "/waypost/cards.json", params: { post_ids: asked.id.to_s }
        expect(response.parsed_body["posts"]).to eq(asked.id.to_s => [])
      end
    end

    it "gives no card under a post that the reader cannot see any more" do
      topic.update!(category: Fabricate(:private_category, group: Fabricate(:group)))
      sign_in(member)
      get "/waypost/cards.json", params: { post_ids: asked.id.to_s }

      expect(response.parsed_body["posts"]).to eq(asked.id.to_s => [])
    end

    it "refuses faulty ids" do
      sign_in(member)
      ["", "x", "1;2", (1..51).to_a.join(",")].each do |ids|
        get "/waypost/cards.json", params: { post_ids: ids }
        expect(response.status).to eq(400)
      end
    end
  end

  describe "who may" do
    let(:requests) do
      [
        -> { get "/waypost/cards.json", params: { post_ids: asked.id.to_s } },
        -> { get "/waypost/banners.json" },
        -> { act(:post, "seen", ids: [card.key]) },
        -> { act(:post, "#{card.key}/click") },
        -> { act(:post, "#{card.key}/rate", helped: true) },
        -> { act(:post, "#{card.key}/dismiss") },
        -> { act(:post, "#{card.key}/snooze", days: 1) },
        -> { act(:post, "#{card.key}/restore") },
        -> { act(:post, "#{card.key}/decline-kind") },
        -> { act(:post, "#{card.key}/ask-person") },
        -> { act(:put, "#{card.key}/steps/open", done: true) },
      ]
    end

    it "turns anonymous readers away" do
      requests.each do |request|
        request.call
        expect(response.status).to eq(403)
      end
    end

    it "hides a member's card from everyone else, staff included" do
      [other, Fabricate(:moderator), Fabricate(:admin)].each do |account|
        sign_in(account)
        requests
          .drop(3)
          .each do |request|
            request.call
            expect(response.status).to eq(404)
          end
        act(:post, "seen", ids: [card.key])
        expect(response.status).to eq(204)
      end
      expect(card.reload).to have_attributes(seen_at: nil, dismissed_at: nil, rating: nil)
      expect(signals.count).to eq(0)
    end

    it "is not for API keys" do
      key = Fabricate(:api_key, user: member)
      get "/waypost/banners.json",
          headers: {
            "Api-Key" => key.key,
            "Api-Username" => member.username,
          }
      expect(response.status).to eq(403)
    end

    it "is not there when switched off" do
      SiteSetting.waypost_enabled = false
      sign_in(member)
      requests.each do |request|
        request.call
        expect(response.status).to eq(404)
      end
    end

    it "limits the rate" do
      RateLimiter.enable
      sign_in(member)
      stub_const(described_class, "MAX_PER_MINUTE", 1) { 2.times { get "/waypost/banners.json" } }
      expect(response.status).to eq(429)
    end
  end

  context "when it is the member's own card" do
    before { sign_in(member) }

    it "notes once that cards were seen, in one signal" do
      second = Fabricate(:waypost_card, user: member, post: asked)
      foreign = Fabricate(:waypost_card, user: other, post: asked)
      2.times { act(:post, "seen", ids: [card.key, second.key, foreign.key, "unknown"]) }

      expect(response.status).to eq(204)
      expect(signals.map { |signal| [signal.name, signal.data] }).to eq(
        [["cards_seen", { "offer_ids" => [card.key, second.key].sort }]],
      )
      expect(foreign.reload.seen_at).to eq(nil)
    end

    it "refuses a batch that is not one" do
      [nil, [], "x", [1], ["a"] * 51].each do |ids|
        act(:post, "seen", ids: ids)
        expect(response.status).to eq(422)
      end
    end

    it "notes the first click" do
      2.times { act(:post, "#{card.key}/click") }

      expect(response.status).to eq(204)
      expect(signals.map(&:name)).to eq(["card_clicked"])
    end

    it "keeps whether it helped, and takes a change of mind" do
      act(:post, "#{card.key}/rate", helped: true)
      expect(response.parsed_body.dig("card", "rating")).to eq("helped")
      act(:post, "#{card.key}/rate", helped: true)
      act(:post, "#{card.key}/rate", helped: false)

      expect(card.reload.rating).to eq("not_helped")
      expect(signals.map(&:data)).to eq([{ "helped" => true }, { "helped" => false }])
      act(:post, "#{card.key}/rate")
      expect(response.status).to eq(422)
    end

    it "vanishes when dismissed, and comes back when that was a slip" do
      messages = MessageBus.track_publish("/waypost/offers") { act(:post, "#{card.key}/dismiss") }

      expect(response.status).to eq(204)
      expect(messages.map(&:user_ids)).to eq([[member.id]])
      expect(DiscourseWaypost::Offer.visible_to(member)).to be_empty

      act(:post, "#{card.key}/restore")
      expect(response.status).to eq(200)
      expect(DiscourseWaypost::Offer.visible_to(member)).to contain_exactly(card)
      expect(signals.map(&:name)).to eq(%w[card_dismissed card_restored])
    end

    it "does not come back after ten minutes" do
      act(:post, "#{card.key}/dismiss")
      freeze_time 11.minutes.from_now
      act(:post, "#{card.key}/restore")

      expect(response.status).to eq(404)
    end

    it "rests for 1, 7 or 30 days, and its kind with it" do
      freeze_time
      act(:post, "#{card.key}/snooze", days: 7)

      expect(response.status).to eq(200)
      expect(response.parsed_body["until"]).to eq(7.days.from_now.utc.iso8601(3))
      expect(DiscourseWaypost::Preference.of(member).snoozed.keys).to eq(["help"])
      expect(signals.last.data.keys).to match_array(%w[days until kind])

      act(:post, "#{card.key}/snooze", days: 3)
      expect(response.status).to eq(422)
    end

    it "never cuts a longer rest of its kind short, and wakes only what it put to rest itself" do
      freeze_time
      other_card = Fabricate(:waypost_card, user: member, post: asked)
      act(:post, "#{other_card.key}/snooze", days: 30)
      act(:post, "#{card.key}/snooze", days: 1)
      month = 30.days.from_now.utc.iso8601(3)
      rests = -> { DiscourseWaypost::Preference.of(member).snoozed }
      expect(rests.call).to eq("help" => month)
      expect(signals.last.data["until"]).to eq(month)

      act(:post, "#{card.key}/restore")
      expect(rests.call).to eq("help" => month)
      expect(signals.last.name).to eq("preferences_changed")
      expect(signals.last.data.dig("preferences", "snoozed")).to eq("help" => month)

      act(:post, "#{card.key}/snooze", days: 1)
      act(:post, "#{other_card.key}/restore")
      expect(rests.call).to eq("help" => 1.day.from_now.utc.iso8601(3))
      act(:post, "#{card.key}/restore")
      expect(rests.call).to eq({})
      expect(signals.last.name).to eq("card_restored")
    end

    it "is not shown while it rests, and shown again afterwards" do
      card.update!(snoozed_until: 1.hour.from_now)
      expect(DiscourseWaypost::Offer.visible_to(member)).to be_empty
      card.update!(snoozed_until: 1.hour.ago)
      expect(DiscourseWaypost::Offer.visible_to(member)).to contain_exactly(card)
    end

    it "takes all cards of a kind away that is declined" do
      Fabricate(:waypost_card, user: member, post: Fabricate(:post), kind: "help")
      promoted = Fabricate(:waypost_card, user: member, post: Fabricate(:post), kind: "promote")
      messages =
        MessageBus.track_publish("/waypost/offers") { act(:post, "#{card.key}/decline-kind") }

      expect(response.status).to eq(200)
      expect(response.parsed_body["kind"]).to eq("help")
      expect(response.parsed_body.dig("preferences", "kinds", "help")).to eq(false)
      expect(DiscourseWaypost::Offer.visible_to(member)).to contain_exactly(promoted)
      expect(messages.map(&:data)).to eq([{ reload: true }])
      expect(signals.map(&:name)).to eq(%w[kind_declined preferences_changed])
    end

    it "keeps which steps are done" do
      act(:put, "#{card.key}/steps/ask", done: true)
      expect(response.parsed_body.dig("card", "steps").map { |step| step["done"] }).to eq(
        [false, true],
      )
      expect(signals.last.data).to eq("step" => "ask", "done" => true, "done_count" => 1, "of" => 2)

      act(:put, "#{card.key}/steps/ask", done: false)
      expect(card.reload.done_steps).to eq([])
      act(:put, "#{card.key}/steps/unknown", done: true)
      expect(response.status).to eq(404)
    end

    it "prepares a message to people, and sends none" do
      act(:post, "#{card.key}/ask-person")
      expect(response.status).to eq(404)

      helpers = Fabricate(:group, users: [other], messageable_level: everyone)
      SiteSetting.waypost_helper_group = helpers.name
      expect { act(:post, "#{card.key}/ask-person") }.not_to change { Topic.count }

      expect(response.status).to eq(200)
      expect(response.parsed_body["message"]).to include("recipients" => helpers.name)
      expect(response.parsed_body.dig("message", "body")).to include(asked.full_url)
      expect(signals.map(&:name)).to eq(["person_asked"])
    end

    it "offers a person only where the message would reach somebody" do
      offered = -> do
        get "/waypost/cards.json", params: { post_ids: asked.id.to_s }
        response.parsed_body.dig("posts", asked.id.to_s).first["can_ask_person"]
      end
      expect(offered.call).to eq(false)

      helpers = Fabricate(:group, users: [member], messageable_level: everyone)
      [helpers.name, helpers.id.to_s].each do |stored|
        SiteSetting.stubs(:waypost_helper_group).returns(stored)
        helpers.remove(other)
        expect(offered.call).to eq(false)

        helpers.reload.add(other)
        expect(offered.call).to eq(true)

        helpers.update!(messageable_level: Group::ALIAS_LEVELS[:only_admins])
        expect(offered.call).to eq(false)
        act(:post, "#{card.key}/ask-person")
        expect(response.status).to eq(404)
        helpers.update!(messageable_level: everyone)
      end
      SiteSetting.stubs(:waypost_helper_group).returns("gone")
      expect(offered.call).to eq(false)
    end

    it "is gone when withdrawn, expired or never shown" do
      %w[claimed withdrawn refused].each do |state|
        card.update!(state: state)
        act(:post, "#{card.key}/rate", helped: true)
        expect(response.status).to eq(404)
      end
      card.update!(state: "shown", expires_at: 1.minute.ago)
      expect(DiscourseWaypost::Offer.visible_to(member)).to be_empty
    end
  end

  describe "#banners" do
    fab!(:banner) { Fabricate(:waypost_banner, user: member) }

    it "shows the newest banner, there and with the account" do
      sign_in(member)
      get "/waypost/banners.json"
      expect(response.parsed_body["banners"].map { |shown| shown["id"] }).to eq([banner.key])

      get "/session/current.json"
      expect(response.parsed_body.dig("current_user", "waypost_banners").length).to eq(1)
    end

    it "tells from where on the browser has to listen" do
      MessageBus.publish("/waypost/offers", { reload: true }, user_ids: [other.id])
      sign_in(member)
      get "/session/current.json"
      expect(response.parsed_body.dig("current_user", "waypost_offers_position")).to eq(
        MessageBus.last_id("/waypost/offers"),
      )
    end

    it "leaves no key where there is none" do
      sign_in(other)
      get "/session/current.json"
      expect(response.parsed_body["current_user"]).not_to have_key("waypost_banners")
    end
  end
end
