# frozen_string_literal: true

# Every route of the plugin is listed by itself here: one without a stated audience fails.
RSpec.describe "Who may call what", type: :request do
  fab!(:bot, :waypost_bot)
  fab!(:member) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:other) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:moderator)
  fab!(:admin)
  fab!(:asked) { Fabricate(:post, user: member) }
  fab!(:card) { Fabricate(:waypost_checklist, user: member, post: asked) }

  # What each account gets: [anonymous, other member, moderator, admin]; the member the card is for gets 200 or 204.
  AUDIENCES = {
    service: [403, 403, 403, 403],
    own_card: [403, 404, 404, 404],
    own_page: [403, 200, 200, 200],
    own_traces: [403, 204, 204, 204],
    admins: [404, 404, 404, 200],
  }.freeze

  ROUTES = {
    "GET /waypost/offers/:id" => :service,
    "PUT /waypost/offers/:id" => :service,
    "DELETE /waypost/offers/:id" => :service,
    "GET /waypost/capabilities" => :service,
    "GET /waypost/signals" => :service,
    "GET /waypost/facts/members" => :service,
    "GET /waypost/facts/topics" => :service,
    "PUT /waypost/resources" => :service,
    "GET /waypost/cards" => :own_page,
    "GET /waypost/banners" => :own_page,
    "POST /waypost/cards/seen" => :own_traces,
    "POST /waypost/cards/:id/click" => :own_card,
    "POST /waypost/cards/:id/rate" => :own_card,
    "POST /waypost/cards/:id/dismiss" => :own_card,
    "POST /waypost/cards/:id/snooze" => :own_card,
    "POST /waypost/cards/:id/restore" => :own_card,
    "POST /waypost/cards/:id/decline-kind" => :own_card,
    "POST /waypost/cards/:id/ask-person" => :own_card,
    "PUT /waypost/cards/:id/steps/:key" => :own_card,
    "GET /waypost/preferences" => :own_page,
    "PUT /waypost/preferences" => :own_page,
    "GET /waypost/my-data" => :own_page,
    "DELETE /waypost/my-data" => :own_traces,
    "GET /admin/plugins/discourse-waypost/overview" => :admins,
  }.freeze

  before do
    SiteSetting.waypost_enabled = true
    SiteSetting.waypost_bot_username = bot.username
  end

  def self.routes_of_plugin
    engine =
      DiscourseWaypost::Engine.routes.routes.map do |route|
        "#{route.verb} /waypost#{route.path.spec.to_s.delete_suffix("(.:format)")}"
      end
    admin =
      Rails
        .application
        .routes
        .routes
        .select { |route| route.defaults[:controller].to_s.start_with?("discourse_waypost/") }
        .map { |route| "#{route.verb} #{route.path.spec.to_s.delete_suffix("(.:format)")}" }
    engine + admin
  end

  def body_for(path)
    case path
    when %r{/seen$}
      { ids: [card.key] }
    when %r{/snooze$}
      { days: 1 }
    when %r{/rate$}
      { helped: true }
    when %r{/steps/}
      { done: true }
    when %r{/preferences$}
      { preferences: { kinds: { promote: false } } }
    else
      {}
    end
  end

  def call(route, headers: nil)
    verb, path = route.split(" ", 2)
    path = path.sub(":id", card.key).sub(":key", "open")
    if verb == "GET"
      query = { post_ids: asked.id.to_s, ids: member.id.to_s }
      get "#{path}.json", params: query, headers: headers
    else
      public_send(
        verb.downcase,
        "#{path}.json",
        params: body_for(path),
        headers: headers,
        as: :json,
      )
    end
    response.status
  end

  it "is stated for every route" do
    expect(self.class.routes_of_plugin).to match_array(ROUTES.keys)
  end

  ROUTES.each do |route, audience|
    describe route do
      it "answers as #{audience} to anonymous readers, other members, moderators and admins" do
        answers =
          [nil, other, moderator, admin].map do |account|
            account ? sign_in(account) : nil
            call(route)
          end

        expect(answers).to eq(AUDIENCES.fetch(audience))
      end

      it "is not there for anyone when switched off" do
        SiteSetting.waypost_enabled = false
        answers =
          [nil, member, moderator, admin].map do |account|
            sign_in(account) if account
            call(route)
          end

        expect(answers).to eq([404, 404, 404, 404])
      end

      if audience == :service
        it "is for the bot's API key, and for no browser session of the bot" do
          sign_in(member)
          expect(call(route)).to eq(403)
          sign_in(bot)
          expect(call(route)).to eq(403)
        end
      elsif audience != :admins
        it "is for the member, and for no API key" do
          key = Fabricate(:api_key, user: member)
          headers = { "Api-Key" => key.key, "Api-Username" => member.username }
          expect(call(route, headers: headers)).to eq(403)

          sign_in(member)
          card.update!(dismissed_at: Time.zone.now) if route.end_with?("/restore")
          SiteSetting.waypost_helper_group =
            Fabricate(
              :group,
              users: [admin],
              messageable_level: Group::ALIAS_LEVELS[:everyone],
            ).name
          expect(call(route)).to be_in([200, 204])
        end
      end
    end
  end
end
