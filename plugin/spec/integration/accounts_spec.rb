# frozen_string_literal: true

RSpec.describe "What happens to accounts", type: :request do
  fab!(:bot, :waypost_bot)
  fab!(:member) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:card) { Fabricate(:waypost_card, user: member, post: Fabricate(:post)) }

  before do
    SiteSetting.waypost_enabled = true
    SiteSetting.waypost_bot_username = bot.username
    DiscourseWaypost::Preference.create!(user_id: member.id, declined_kinds: ["promote"])
  end

  def signal_names
    DiscourseWaypost::Signal.order(:id).pluck(:name)
  end

  it "forgets who is anonymised" do
    UserAnonymizer.make_anonymous(member)

    # Whose post it was under would tell whom it was for.
    expect(card.reload).to have_attributes(
      user_id: nil,
      digest: nil,
      title: nil,
      state: "withdrawn",
      topic_id: nil,
      post_id: nil,
    )
    expect(DiscourseWaypost::Preference.where(user_id: member.id)).to be_empty
    expect(signal_names).to eq(["member_anonymized"])
  end

  it "forgets who is deleted" do
    UserDestroyer.new(Discourse.system_user).destroy(member)

    expect(card.reload).to have_attributes(user_id: nil, title: nil)
    expect(signal_names).to eq(["member_deleted"])
    expect(DiscourseWaypost::Signal.last.user_id).to eq(member.id)
  end

  it "moves offers along when accounts are merged, and keeps the stricter wish" do
    target = Fabricate(:user)
    DiscourseWaypost::Preference.create!(
      user_id: target.id,
      declined_kinds: ["help"],
      quiet_from: "22:00",
      quiet_to: "07:00",
    )
    member_id = member.id
    UserMerger.new(member, target).merge!

    expect(card.reload.user_id).to eq(target.id)
    expect(DiscourseWaypost::Preference.of(target)).to have_attributes(
      declined_kinds: %w[help promote],
      quiet_from: "22:00",
    )
    expect(DiscourseWaypost::Preference.where(user_id: member_id)).to be_empty
    expect(DiscourseWaypost::Signal.find_by(name: "member_merged").data).to eq(
      "into_member_id" => target.id,
    )
  end

  it "still tells what a merged account has done, until the account it became is erased" do
    target = Fabricate(:user)
    DiscourseWaypost::Signal.record!("card_rated", user_id: member.id, offer_key: card.key)
    UserMerger.new(member, target).merge!
    expect(signal_names).to eq(%w[card_rated member_merged member_deleted])

    UserAnonymizer.make_anonymous(target)
    expect(signal_names).to eq(%w[member_merged member_anonymized])
  end

  it "forgets and moves also while switched off, and says nothing aloud" do
    SiteSetting.waypost_enabled = false
    target = Fabricate(:user)
    waypost_web_hook.update!(
      web_hook_event_types: [
        WebHookEventType.find_or_create_by!(id: 47_102, name: "waypost_member_signal"),
      ],
    )
    Jobs::EmitWebHookEvent.clear
    messages =
      MessageBus.track_publish("/waypost/offers") do
        UserMerger.new(member, target).merge!
        expect(card.reload.user_id).to eq(target.id)
        UserAnonymizer.make_anonymous(target)
      end

    expect(card.reload).to have_attributes(user_id: nil, title: nil)
    expect(DiscourseWaypost::Preference.count).to eq(0)
    expect(signal_names).to eq(%w[member_merged member_anonymized])
    names = Jobs::EmitWebHookEvent.jobs.map { |job| job["args"].first["event_name"] }
    expect(names.grep(/waypost/)).to eq([])
    expect(messages).to eq([])
  end

  it "hears at once when a member ignores the bot, and when no more" do
    messages =
      MessageBus.track_publish("/waypost/offers") do
        Fabricate(:ignored_user, user: member, ignored_user: bot)
      end
    expect(DiscourseWaypost::Offer.visible_to(member)).to be_empty
    expect(messages.map(&:data)).to eq([{ reload: true }])

    IgnoredUser.find_by(user: member, ignored_user: bot).destroy!
    expect(DiscourseWaypost::Offer.visible_to(member)).to contain_exactly(card)
    Fabricate(:ignored_user, user: member, ignored_user: Fabricate(:user))
    expect(signal_names).to eq(%w[bot_ignored bot_unignored])
  end

  it "hears of ignoring by core's own pages, prolonged, taken back or run out" do
    Group.refresh_automatic_groups!
    member.change_trust_level!(TrustLevel[2])
    sign_in(member)
    ignore = ->(level) do
      put "/u/#{bot.username}/notification_level.json",
          params: {
            notification_level: level,
            expiring_at: 2.days.from_now,
          }
      expect(response.status).to eq(200)
    end
    hear = -> { Jobs::DiscourseWaypost::FollowIgnoring.new.execute({}) }

    2.times { ignore.call("ignore") }
    expect(signal_names).to eq(%w[bot_ignored])
    ignore.call("normal")
    2.times { hear.call }
    expect(signal_names).to eq(%w[bot_ignored bot_unignored])

    IgnoredUser.create!(user: member, ignored_user: bot, expiring_at: 1.day.ago)
    ignore.call("ignore")
    expect(signal_names.last).to eq("bot_ignored")
    freeze_time 3.days.from_now
    hear.call
    expect(signal_names).to eq(%w[bot_ignored bot_unignored bot_ignored bot_unignored])
  end

  it "learns who ignored the bot while it was switched off" do
    SiteSetting.waypost_enabled = false
    Fabricate(:ignored_user, user: member, ignored_user: bot)
    Jobs::DiscourseWaypost::FollowIgnoring.new.execute({})
    expect(signal_names).to eq([])

    SiteSetting.waypost_enabled = true
    Jobs::DiscourseWaypost::FollowIgnoring.new.execute({})
    expect(signal_names).to eq(["bot_ignored"])
  end

  it "tells the first visit to a category, once" do
    topic = Fabricate(:topic, category: Fabricate(:category))
    Jobs.run_immediately!
    2.times { DiscourseEvent.trigger(:topic_first_visited_by_user, topic.id, member.id) }

    expect(DiscourseWaypost::Signal.pluck(:name, :data)).to eq(
      [["category_first_visited", { "category_id" => topic.category_id }]],
    )
  end

  it "tells nothing when switched off" do
    SiteSetting.waypost_enabled = false
    Jobs.run_immediately!
    DiscourseEvent.trigger(:topic_first_visited_by_user, Fabricate(:topic).id, member.id)
    Fabricate(:ignored_user, user: member, ignored_user: bot)

    expect(signal_names).to eq([])
  end

  describe "searches that found nothing" do
    before do
      SearchIndexer.enable
      SiteSetting.waypost_signal_searches = true
      Jobs.run_immediately!
    end

    def search(user, term, type = :full_page)
      Search.execute(
        term,
        search_type: type,
        user_id: user&.id,
        guardian: Guardian.new(user),
        ip_address: "1.2.3.4",
      )
    end

    it "are told as a sum over five members, without anybody's name" do
      members = Fabricate.times(5, :user)
      members.first(4).each { |user| 2.times { search(user, "Two Factor zzyx") } }
      expect(signal_names).to eq([])

      search(members.last, "two factor ZZYX")
      signal = DiscourseWaypost::Signal.last
      expect(signal).to have_attributes(name: "search_missed", user_id: nil)
      expect(signal.data).to eq("term" => "two factor zzyx", "members" => 5, "days" => 30)
    end

    it "are not noted for anonymous readers, while typing, with names in them, or when not wanted" do
      search(nil, "two factor zzyx")
      search(member, "two factor zzyx", :header)
      search(member, "@somebody zzyx")
      SiteSetting.waypost_signal_searches = false
      search(member, "two factor zzyx")

      expect(DiscourseWaypost::MissedSearch.count).to eq(0)
    end
  end

  describe "webhooks" do
    it "carry the signal as it is in the outbox" do
      hook = waypost_web_hook
      DiscourseWaypost::Signal.record!(
        "card_rated",
        user_id: member.id,
        offer_key: card.key,
        data: {
          helped: true,
        },
      )

      job = Jobs::EmitWebHookEvent.jobs.last["args"].first
      expect(job).to include(
        "web_hook_id" => hook.id,
        "event_type" => "waypost",
        "event_name" => "waypost_offer_signal",
      )
      payload = JSON.parse(job["payload"])
      expect(payload.keys).to match_array(contract_example("webhook").dig("body", "waypost").keys)
      expect(payload["signal_id"]).to eq(DiscourseWaypost::Signal.last.signal_id)
    end

    it "are not made when nobody listens" do
      expect { DiscourseWaypost::Signal.record!("card_rated") }.not_to change {
        Jobs::EmitWebHookEvent.jobs.size
      }
    end
  end

  describe "Jobs::DiscourseWaypost::PurgeExpired" do
    it "keeps nothing longer than the settings say" do
      card.update!(created_at: 400.days.ago)
      young = Fabricate(:waypost_card, user: member, post: Fabricate(:post))
      DiscourseWaypost::MissedSearch.note(user_id: member.id, term: "abc")
      DiscourseWaypost::MissedSearch.update_all(missed_at: 31.days.ago)
      Jobs::DiscourseWaypost::PurgeExpired.new.execute({})

      expect(DiscourseWaypost::Offer.pluck(:key)).to eq([young.key])
      expect(DiscourseWaypost::MissedSearch.count).to eq(0)
    end
  end
end
