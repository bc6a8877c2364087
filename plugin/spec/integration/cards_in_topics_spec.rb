# frozen_string_literal: true

RSpec.describe "Cards in the posts of a topic", type: :request do
  fab!(:bot, :waypost_bot)
  fab!(:member) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:other) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:topic) { Fabricate(:topic, user: member) }
  fab!(:posts) { Fabricate.times(20, :post, topic: topic, user: member) }

  before do
    SiteSetting.waypost_enabled = true
    SiteSetting.waypost_bot_username = bot.username
  end

  def posts_with_cards
    response.parsed_body["post_stream"]["posts"].select { |post| post.key?("waypost_cards") }
  end

  it "come to the member they are for, in the topic and in its later pages" do
    card = Fabricate(:waypost_card, user: member, post: posts.first)
    sign_in(member)
    get "/t/#{topic.id}.json"
    shown = posts_with_cards
    expect(shown.map { |post| post["id"] }).to eq([posts.first.id])
    expect(shown.first["waypost_cards"].first["id"]).to eq(card.key)
    expect(shown.first["waypost_cards"].first.keys).to match_array(contract_example("card").keys)

    get "/t/#{topic.id}/posts.json", params: { post_ids: [posts.first.id] }
    expect(posts_with_cards.length).to eq(1)
  end

  it "come to nobody else: not anonymous, not others, not staff, not the bot" do
    Fabricate(:waypost_card, user: member, post: posts.first)
    get "/t/#{topic.id}.json"
    expect(response.body).not_to include("waypost")

    [other, Fabricate(:moderator), Fabricate(:admin), bot].each do |reader|
      sign_in(reader)
      get "/t/#{topic.id}.json"
      expect(posts_with_cards).to eq([])
    end
  end

  it "are never in what a post shows beside the topic: webhooks, lists, single posts" do
    Fabricate(:waypost_card, user: member, post: posts.first)
    payload = JSON.parse(WebHook.generate_payload(:post, posts.first))
    expect(payload).not_to have_key("waypost_cards")

    sign_in(member)
    get "/posts/#{posts.first.id}.json"
    expect(response.parsed_body).not_to have_key("waypost_cards")
  end

  it "are not kept for the next viewer of the same post object" do
    Fabricate(:waypost_card, user: member, post: posts.first)
    view = TopicView.new(topic.id, member)
    post = view.posts.first
    expect(PostSerializer.new(post, scope: Guardian.new(member), root: false).as_json).to have_key(
      :waypost_cards,
    )
    expect(
      PostSerializer.new(post, scope: Guardian.new(other), root: false).as_json,
    ).not_to have_key(:waypost_cards)
  end

  it "are at most three under one post, oldest first" do
    cards = Fabricate.times(4, :waypost_card, user: member, post: posts.first)
    sign_in(member)
    get "/t/#{topic.id}.json"
    expect(posts_with_cards.first["waypost_cards"].map { |card| card["id"] }).to eq(
      cards.first(3).map(&:key),
    )
  end

  it "cost one query, for one card as for twenty" do
    helpers = Fabricate(:group, users: [other], messageable_level: Group::ALIAS_LEVELS[:everyone])
    SiteSetting.waypost_helper_group = helpers.name
    sign_in(member)
    read = -> { get "/t/#{topic.id}.json" }
    Fabricate(:waypost_card, user: member, post: posts.first)
    2.times { read.call }
    one = track_sql_queries(&read)
    posts.drop(1).each { |post| Fabricate(:waypost_card, user: member, post: post) }
    twenty = track_sql_queries(&read)

    expect(posts_with_cards.length).to eq(20)
    expect(posts_with_cards.last["waypost_cards"].first["can_ask_person"]).to eq(true)
    expect(one.grep(/FROM "waypost_offers"/).length).to eq(1)
    expect(twenty.grep(/FROM "waypost_offers"/).length).to eq(1)
    expect(twenty.length).to eq(one.length)
  end

  it "cost as many queries for one as for twenty where they are asked for by themselves" do
    helpers = Fabricate(:group, users: [other], messageable_level: Group::ALIAS_LEVELS[:everyone])
    SiteSetting.waypost_helper_group = helpers.name
    sign_in(member)
    reads = [
      -> { get "/waypost/cards.json", params: { post_ids: posts.map(&:id).join(",") } },
      -> { get "/waypost/my-data.json" },
    ]
    Fabricate(:waypost_card, user: member, post: posts.first)
    2.times { reads.each(&:call) }
    one = reads.map { |read| track_sql_queries(&read).length }
    posts.drop(1).each { |post| Fabricate(:waypost_card, user: member, post: post) }
    twenty = reads.map { |read| track_sql_queries(&read).length }

    expect(response.parsed_body["offers"].length).to eq(20)
    expect(twenty).to eq(one)
  end

  it "leave no trace when switched off" do
    Fabricate(:waypost_card, user: member, post: posts.first)
    Fabricate(:waypost_banner, user: member)
    SiteSetting.waypost_enabled = false
    sign_in(member)
    queries = track_sql_queries { get "/t/#{topic.id}.json" }
    expect(response.body).not_to include("waypost")
    expect(queries.grep(/waypost/)).to eq([])

    get "/session/current.json"
    expect(response.body).not_to include("waypost")
  end
end
