# frozen_string_literal: true

RSpec.describe "What the service reads and brings" do
  fab!(:bot, :waypost_bot)
  fab!(:member) do
    Fabricate(:user, refresh_auto_groups: true, locale: "de").tap do |user|
      user.user_option.update!(timezone: "Europe/Berlin")
    end
  end
  fab!(:topic) { Fabricate(:topic, user: member) }
  fab!(:asked) { Fabricate(:post, topic: topic, user: member) }

  let(:headers) { service_headers(bot) }

  before do
    SiteSetting.waypost_enabled = true
    SiteSetting.waypost_bot_username = bot.username
  end

  it "finds out what the plugin can do" do
    get "/waypost/capabilities.json", headers: headers

    expect(response.status).to eq(200)
    expect(response.parsed_body).to eq(
      contract_example("capabilities").dig("response", "body").merge(
        "bot_username" => bot.username,
      ),
    )
  end

  it "offers no replies without a bot that can write" do
    bot.update!(silenced_till: 1.year.from_now)
    get "/waypost/capabilities.json", headers: headers
    expect(response.parsed_body).to include("channels" => %w[card banner], "bot" => "silenced")
  end

  describe "the outbox" do
    def read(after: nil, limit: nil)
      get "/waypost/signals.json", params: { after: after, limit: limit }.compact, headers: headers
      response.parsed_body
    end

    it "tells in order, from where the reader left off" do
      names = %w[card_clicked card_rated card_dismissed]
      names.each { |name| DiscourseWaypost::Signal.record!(name, user_id: member.id) }

      first = read(limit: 2)
      expect(first["signals"].map { |signal| signal["name"] }).to eq(names.first(2))
      expect(first["more"]).to eq(true)
      expect(first["signals"].first.keys).to match_array(
        contract_example("signals").dig("response", "body", "signals").first.keys,
      )

      second = read(after: first["cursor"])
      expect(second["signals"].map { |signal| signal["name"] }).to eq(names.last(1))
      expect(second).to include("more" => false, "gap" => false)

      third = read(after: second["cursor"])
      expect(third["signals"]).to eq([])
      expect(third["cursor"]).to eq(second["cursor"])
    end

    it "never gives a place twice, even after the newest signals were erased" do
      DiscourseWaypost::Signal.record!("card_clicked", user_id: member.id)
      cursor = read["cursor"]
      DiscourseWaypost::Signal.delete_all
      DiscourseWaypost::Signal.record!("card_rated", user_id: member.id)

      expect(read(after: cursor)["signals"].length).to eq(1)
    end

    it "says when the reader has been away for too long" do
      freeze_time 40.days.ago do
        DiscourseWaypost::Signal.record!("card_clicked", user_id: member.id)
      end
      Jobs::DiscourseWaypost::PurgeExpired.new.execute({})

      expect(read(after: 0)).to include("signals" => [], "gap" => true)
    end

    it "places a portion at a time, so that a long silence is read to its end" do
      5.times { DiscourseWaypost::Signal.record!("card_clicked", user_id: member.id) }
      ids = []
      stub_const(DiscourseWaypost::Signal, "PORTION", 2) do
        cursor = nil
        3.times do
          page = read(after: cursor)
          cursor = page["cursor"]
          ids.concat(page["signals"].map { |signal| signal["signal_id"] })
        end
        expect(DiscourseWaypost::Signal.where(position: nil)).to be_empty
      end

      expect(ids).to eq(DiscourseWaypost::Signal.order(:id).pluck(:signal_id))
    end

    it "begins anew when the reader is ahead of all that was ever told, as after a backup was restored" do
      DiscourseWaypost::Signal.record!("card_clicked", user_id: member.id)
      cursor = read["cursor"]
      expect(read(after: cursor)).to include("signals" => [], "cursor" => cursor, "gap" => false)

      again = read(after: (cursor.to_i + 1000).to_s)
      expect(again).to include("cursor" => cursor, "gap" => true)
      expect(again["signals"].map { |signal| signal["name"] }).to eq(["card_clicked"])
    end

    it "refuses faulty cursors" do
      ["x", "-1", "1 OR 1=1", ["1"]].each do |cursor|
        read(after: cursor)
        expect(response.status).to eq(400)
      end
    end
  end

  describe "facts" do
    it "knows members by the hundred" do
      DiscourseWaypost::Preference.create!(user_id: member.id, declined_kinds: ["promote"])
      get "/waypost/facts/members.json", params: { ids: "#{member.id},999999" }, headers: headers

      expect(response.status).to eq(200)
      facts = response.parsed_body["members"]
      expect(facts.map { |fact| fact["id"] }).to eq([member.id])
      example = contract_example("facts-members").dig("response", "body", "members").first
      expect(facts.first.keys).to match_array(example.keys)
      expect(facts.first["consent"].keys).to match_array(example["consent"].keys)
      expect(facts.first).to include("locale" => "de", "time_zone" => "Europe/Berlin")
      expect(facts.first["consent"]).to include("state" => "declined", "kinds" => ["promote"])
    end

    it "knows topics that everyone may read, and no others" do
      secret = Fabricate(:topic, category: Fabricate(:private_category, group: Fabricate(:group)))
      message = Fabricate(:private_message_topic)
      Fabricate(:post, topic: topic, user: Fabricate(:user))
      Fabricate(:post, topic: topic, user: bot)
      get "/waypost/facts/topics.json",
          params: {
            ids: [topic, secret, message].map(&:id).join(","),
          },
          headers: headers

      facts = response.parsed_body["topics"]
      expect(facts.map { |fact| fact["id"] }).to eq([topic.id])
      expect(facts.first.keys).to match_array(
        contract_example("facts-topics").dig("response", "body", "topics").first.keys,
      )
      expect(facts.first).to include("human_answers" => 1, "waypost_replies" => 1)
    end

    it "keeps to itself which tags only some may see" do
      topic.update!(tags: [Fabricate(:tag, name: "mooring"), Fabricate(:tag, name: "watched")])
      Fabricate(:tag_group, permissions: { "staff" => 1 }, tag_names: ["watched"])
      get "/waypost/facts/topics.json", params: { ids: topic.id }, headers: headers

      expect(response.parsed_body.dig("topics", 0, "tags")).to eq(["mooring"])
    end

    it "asks the database as often for twenty as for one" do
      members = Fabricate.times(20, :user)
      tag = Fabricate(:tag)
      topics = Fabricate.times(20, :topic, tags: [tag])
      count = ->(number) do
        track_sql_queries do
          DiscourseWaypost::MemberFacts.of(members.first(number).map(&:id))
          DiscourseWaypost::TopicFacts.of(topics.first(number).map(&:id))
        end.length
      end
      count.call(1)
      one = count.call(1)
      many = count.call(20)

      expect(many).to eq(one)
    end

    it "refuses faulty ids" do
      ["", "x", (1..101).to_a.join(",")].each do |ids|
        get "/waypost/facts/members.json", params: { ids: ids }, headers: headers
        expect(response.status).to eq(400)
      end
    end
  end

  describe "the directory" do
    def bring(directory)
      put "/waypost/resources.json", params: { directory: directory }.to_json, headers: headers
    end

    before { Jobs.run_immediately! }

    it "is taken over whole, and once" do
      example = contract_example("resources")
      directory = example.dig("request", "body", "directory")
      bring(directory)

      expect(response.status).to eq(200)
      expect(response.parsed_body).to eq(example.dig("response", "body"))
      expect(DiscourseWaypost::Resource.pluck(:resource, :locale)).to contain_exactly(
        %w[exporting en],
        %w[exporting de],
      )
      expect(DiscourseWaypost::Resource.find_by(locale: "en").cooked).to include("<p>")

      bring(directory)
      expect(response.parsed_body.dig("directory", "changed")).to eq(false)

      bring(directory.merge("resources" => directory["resources"].first(1)))
      expect(DiscourseWaypost::Resource.pluck(:locale)).to eq(["en"])
    end

    it "cooks in a job, and only what is new" do
      directory = contract_example("resources").dig("request", "body", "directory")
      bring(directory)
      cooked = DiscourseWaypost::Resource.order(:locale).pluck(:cooked, :steps)
      expect(cooked.flatten(2)).to all(be_present)

      Jobs.run_later!
      changed = directory.deep_dup
      english = changed["resources"].find { |resource| resource["locale"] == "en" }
      english["raw"] = "Said anew."
      DiscourseWaypost::Cook.expects(:block).never
      DiscourseWaypost::Cook.expects(:line).never
      bring(changed)

      expect(response.status).to eq(200)
      expect(DiscourseWaypost::Resource.order(:locale).pluck(:cooked)).to eq([cooked[0][0], ""])
      expect(Jobs::DiscourseWaypost::CookDirectory.jobs.length).to eq(1)
    end

    it "leaves a faulty text out and names it, each time; the others hold" do
      directory = contract_example("resources").dig("request", "body", "directory")
      faulty = directory["resources"].last.merge("title" => "x" * 151, "id" => "Not a name")
      changed = directory.merge("resources" => [directory["resources"].first, faulty])

      2.times do
        bring(changed)

        expect(response.status).to eq(200)
        rejected = response.parsed_body.dig("directory", "rejected")
        expect(rejected.map { |text| text.values_at("id", "locale") }).to eq([["Not a name", "de"]])
        expect(rejected.first["faults"]).to contain_exactly(
          start_with("id: "),
          start_with("title: "),
        )
        expect(response.parsed_body.dig("directory", "count")).to eq(1)
        expect(DiscourseWaypost::Resource.pluck(:locale)).to eq(["en"])
      end
    end

    it "keeps the old one when the new one is no directory" do
      directory = contract_example("resources").dig("request", "body", "directory")
      bring(directory)
      bring("version" => "2", "resources" => [*directory["resources"], *directory["resources"]])

      expect(response.status).to eq(400)
      expect(response.parsed_body["errors"].join).to include("directory.resources")
      expect(DiscourseWaypost::Resource.count).to eq(2)
    end
  end

  it "is for the service alone, scope by scope" do
    paths = %w[capabilities signals facts/members facts/topics]
    paths.each do |path|
      get "/waypost/#{path}.json", params: { ids: "1" }
      expect(response.status).to eq(403)
    end
    [member, Fabricate(:moderator), Fabricate(:admin)].each do |account|
      paths.each do |path|
        get "/waypost/#{path}.json", params: { ids: "1" }, headers: service_headers(account)
        expect(response.status).to eq(403)
      end
    end
    none = service_headers(bot, scopes: [:offers])
    paths.each do |path|
      get "/waypost/#{path}.json", params: { ids: "1" }, headers: none
      expect(response.status).to eq(403)
    end
  end

  it "is not there when switched off, and the same key still works for core's own routes" do
    key =
      Fabricate(
        :api_key,
        user: bot,
        api_key_scopes: [
          ApiKeyScope.new(resource: "waypost", action: "facts"),
          ApiKeyScope.new(resource: "topics", action: "read"),
        ],
      )
    with_key = { "Api-Key" => key.key, "Api-Username" => bot.username }
    SiteSetting.waypost_enabled = false
    get "/waypost/facts/members.json", params: { ids: "1" }, headers: with_key
    expect(response.status).to eq(404)
    get "/t/#{topic.id}.json", headers: with_key
    expect(response.status).to eq(200)
  end
end
