# frozen_string_literal: true

RSpec.describe "What a member says and owns" do
  fab!(:bot, :waypost_bot)
  fab!(:member) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:other) { Fabricate(:user, refresh_auto_groups: true) }

  before do
    SiteSetting.waypost_enabled = true
    SiteSetting.waypost_bot_username = bot.username
  end

  describe "preferences" do
    def change(preferences)
      put "/waypost/preferences.json", params: { preferences: preferences }, as: :json
    end

    it "has everything open before anything is said" do
      sign_in(member)
      get "/waypost/preferences.json"

      expect(response.status).to eq(200)
      said = response.parsed_body["preferences"]
      expect(said.keys).to match_array(
        contract_example("preferences").dig("response", "body", "preferences").keys,
      )
      expect(said["kinds"].values + said["channels"].values).to all(eq(true))
      expect(DiscourseWaypost::Preference.count).to eq(0)
    end

    it "changes as the contract's example says" do
      member.user_option.update!(timezone: "Europe/Berlin")
      example = contract_example("preferences")
      sign_in(member)
      messages =
        MessageBus.track_publish("/waypost/offers") do
          change(example.dig("request", "body", "preferences"))
        end

      expect(response.status).to eq(200)
      expect(response.parsed_body).to eq(
        example.dig("response", "body").deep_merge(
          "preferences" => {
            "bot_username" => bot.username,
          },
        ),
      )
      expect(messages.map(&:data)).to eq([{ reload: true }])
      signal = DiscourseWaypost::Signal.last
      expect(signal.name).to eq("preferences_changed")
      expect(signal.data["preferences"]).to eq(response.parsed_body["preferences"])
    end

    it "pauses for a while, and ends a snooze" do
      sign_in(member)
      DiscourseWaypost::Preference.create!(
        user_id: member.id,
        snoozed: {
          "help" => 1.day.from_now.utc.iso8601(3),
        },
      )
      change(paused: true, paused_until: 1.day.from_now.utc.iso8601(3), snoozed: { help: nil })

      expect(response.parsed_body["preferences"]).to include("paused" => true, "snoozed" => {})
      expect(response.parsed_body.dig("preferences", "paused_until")).to be_present
    end

    it "brings back the cards that rested with a kind when its rest is ended" do
      sign_in(member)
      resting = { user: member, snoozed_at: 1.hour.ago, snoozed_until: 1.day.from_now }
      guide = Fabricate(:waypost_card, **resting, kind: "help")
      news = Fabricate(:waypost_card, **resting, kind: "announce")
      DiscourseWaypost::Preference.create!(
        user_id: member.id,
        snoozed: {
          "help" => 1.day.from_now.utc.iso8601(3),
        },
      )

      change(snoozed: { help: nil })

      expect(guide.reload).to have_attributes(snoozed_at: nil, snoozed_until: nil, version: 2)
      expect(news.reload.snoozed_until).to be_present
      told = DiscourseWaypost::Signal.where(name: "card_restored").map(&:offer_key)
      expect(told).to eq([guide.key])
    end

    it "names what is wrong" do
      sign_in(member)
      [
        { kinds: { gossip: false } },
        { kinds: { help: "no" } },
        { quiet_hours: { from: "25:00", to: "07:00" } },
        { paused: "perhaps" },
        { paused: true, paused_until: 1.day.ago.utc.iso8601 },
        { paused: true, paused_until: "400000-01-01T00:00:00Z" },
        { snoozed: { help: "99999-01-01T00:00:00Z" } },
        "nothing",
      ].each do |fault|
        change(fault)
        expect(response.status).to eq(422)
        expect(response.parsed_body["errors"]).to be_present
      end
      expect(DiscourseWaypost::Preference.count).to eq(0)
    end

    it "knows that ignoring the bot is a no" do
      sign_in(member)
      Fabricate(:ignored_user, user: member, ignored_user: bot)
      get "/waypost/preferences.json"
      expect(response.parsed_body.dig("preferences", "bot_ignored")).to eq(true)
    end

    it "has a page on the server too" do
      sign_in(member)
      get "/u/#{member.username}/preferences/waypost"
      expect(response.status).to eq(200)
    end
  end

  describe "one's own data" do
    fab!(:card) { Fabricate(:waypost_card, user: member, post: Fabricate(:post), rating: "helped") }
    fab!(:foreign) { Fabricate(:waypost_card, user: other, post: Fabricate(:post)) }

    before do
      DiscourseWaypost::Preference.create!(user_id: member.id, declined_kinds: ["promote"])
      DiscourseWaypost::CategoryVisit.note(user_id: member.id, category_id: 4)
      DiscourseWaypost::MissedSearch.note(user_id: member.id, term: "two factor")
      DiscourseWaypost::Signal.record!("card_rated", user_id: member.id, offer_key: card.key)
    end

    it "can be taken home, all of it and nobody else's" do
      sign_in(member)
      get "/waypost/my-data.json"

      expect(response.status).to eq(200)
      expect(response.headers["Content-Disposition"]).to include("attachment")
      data = response.parsed_body
      expect(data.keys).to match_array(contract_example("my-data").dig("response", "body").keys)
      expect(data["offers"].map { |offer| offer["id"] }).to eq([card.key])
      expect(data["first_visits"].first["category_id"]).to eq(4)
      expect(data["missed_searches"].first["term"]).to eq("two factor")
      expect(data["signals"].first["name"]).to eq("card_rated")
    end

    it "can be erased; an opt-out and used ids stay" do
      sign_in(member)
      delete "/waypost/my-data.json"

      expect(response.status).to eq(204)
      expect(DiscourseWaypost::Offer.where(user_id: member.id)).to be_empty
      expect(card.reload).to have_attributes(state: "withdrawn", title: nil, raw: nil, rating: nil)
      expect(foreign.reload.title).to be_present
      expect(DiscourseWaypost::CategoryVisit.where(user_id: member.id)).to be_empty
      expect(DiscourseWaypost::MissedSearch.where(user_id: member.id)).to be_empty
      signals = DiscourseWaypost::Signal.where(user_id: member.id).order(:id)
      expect(signals.map(&:name)).to eq(%w[member_erased preferences_changed])
      expect(signals.last.data.dig("preferences", "kinds", "promote")).to eq(false)
      expect(DiscourseWaypost::Preference.of(member).declined_kinds).to eq(["promote"])
    end
  end

  it "turns away who is not signed in, and everyone when switched off" do
    requests = [
      -> { get "/waypost/preferences.json" },
      -> { put "/waypost/preferences.json", params: { preferences: {} }, as: :json },
      -> { get "/waypost/my-data.json" },
      -> { delete "/waypost/my-data.json" },
    ]
    requests.each do |request|
      request.call
      expect(response.status).to eq(403)
    end

    SiteSetting.waypost_enabled = false
    sign_in(member)
    requests.each do |request|
      request.call
      expect(response.status).to eq(404)
    end
  end
end
