# frozen_string_literal: true

RSpec.describe DiscourseWaypost::Admin::OverviewController do
  fab!(:bot, :waypost_bot)
  fab!(:admin)

  before do
    SiteSetting.waypost_enabled = true
    SiteSetting.waypost_bot_username = bot.username
  end

  def overview
    get "/admin/plugins/discourse-waypost/overview.json"
    response.parsed_body["overview"]
  end

  it "is for admins alone" do
    overview
    expect(response.status).to eq(404)
    [Fabricate(:user), Fabricate(:moderator)].each do |account|
      sign_in(account)
      overview
      expect(response.status).to eq(404)
    end
    sign_in(admin)
    SiteSetting.waypost_enabled = false
    overview
    expect(response.status).to eq(404)
  end

  it "has the numbers of the contract's example" do
    Discourse.redis.del(DiscourseWaypost::LastCall::REST)
    key = Fabricate(:api_key, user: bot, description: "Waypost")
    get "/waypost/signals.json", headers: { "Api-Key" => key.key, "Api-Username" => bot.username }
    waypost_web_hook
    Fabricate(
      :waypost_card,
      user: admin,
      post: Fabricate(:post),
      seen_at: Time.zone.now,
      rating: "helped",
    )
    Fabricate(:waypost_card, user: admin, post: Fabricate(:post), state: "refused")
    DiscourseWaypost::Signal.record!("card_rated")
    sign_in(admin)
    shown = overview

    example = contract_example("admin-overview").dig("response", "body", "overview")
    expect(response.status).to eq(200)
    expect(shown.keys).to match_array(example.keys)
    %w[bot last_call outbox members].each do |part|
      expect(shown[part].keys).to match_array(example[part].keys)
    end
    %w[web_hooks keys last_signals rules].each do |part|
      expect(shown[part].first.keys).to match_array(example[part].first.keys)
    end
    expect(shown["rules"].first).to include(
      "rule" => "export-model",
      "offered" => 1,
      "refused" => 1,
      "helped" => 1,
    )
    expect(shown["outbox"]).to include("waiting" => 1, "kept" => 1)
    expect(shown["problems"]).to eq([])
  end

  it "stands a webhook whose address cannot be read" do
    waypost_web_hook.update_columns(payload_url: "https://[bad")
    sign_in(admin)
    get "/admin/plugins/discourse-waypost/overview.json"

    expect(response.status).to eq(200)
    expect(response.parsed_body.dig("overview", "web_hooks").first["host"]).to eq(nil)
  end

  it "names what is wrong, here and on the forum's own dashboard" do
    bot.update!(suspended_at: 1.day.ago, suspended_till: 1.day.from_now)
    Discourse.redis.del(DiscourseWaypost::LastCall::KEY, DiscourseWaypost::LastCall::REST)
    waypost_web_hook(active: false)
    Fabricate(
      :api_key,
      user: bot,
      api_key_scopes: [ApiKeyScope.new(resource: "waypost", action: "offers")],
    )
    sign_in(admin)

    expect(overview["problems"].map { |problem| problem["code"] }).to eq(
      DiscourseWaypost::Problems::CODES,
    )
    said = overview["problems"].map { |problem| problem["text"] }.join
    expect(said).to include("<a href='/admin/api/keys'>")
    expect(said).not_to match(/translation missing|%\{/i)

    checks = [
      ProblemCheck::WaypostBotMissing,
      ProblemCheck::WaypostServiceSilent,
      ProblemCheck::WaypostWebHookOff,
      ProblemCheck::WaypostKeyWithoutScope,
    ]
    problems = checks.flat_map { |check| Array(check.call) }
    expect(problems.length).to eq(4)
    expect(problems.map(&:to_s).join).not_to match(/translation missing|%\{/i)

    SiteSetting.waypost_enabled = false
    expect(checks.flat_map { |check| Array(check.call) }).to eq([])
  end
end
