# frozen_string_literal: true

# What two tabs, two fingers or two processes do in the same moment.
RSpec.describe "Two at once" do
  self.use_transactional_tests = false

  before do
    SiteSetting.waypost_enabled = true
    @member = Fabricate(:user)
  end

  after do
    DiscourseWaypost::Preference.delete_all
    DiscourseWaypost::Offer.delete_all
    UserDestroyer.new(Discourse.system_user).destroy(@member)
    DiscourseWaypost::Signal.delete_all
    UserHistory.delete_all
    SiteSetting.waypost_enabled = false
  end

  def at_once(times = 4, &block)
    answers = Concurrent::Array.new
    threads =
      times.times.map do
        Thread.new do
          answers << block.call
        ensure
          ActiveRecord::Base.connection_handler.clear_active_connections!
        end
      end
    threads.each(&:join)
    answers
  end

  def service(action, offer, **params)
    action.call(params: { id: offer.key, **params }, guardian: Guardian.new(@member))
  end

  def signal_names
    DiscourseWaypost::Signal.order(:id).pluck(:name)
  end

  it "keeps the first wishes of a member, all of them" do
    5.times do
      DiscourseWaypost::Preference.delete_all
      at_once do
        DiscourseWaypost::Preference.transaction { DiscourseWaypost::Preference.locked(@member.id) }
      end
      expect(DiscourseWaypost::Preference.where(user_id: @member.id).count).to eq(1)
    end
  end

  it "tells once what is done several times" do
    acts = {
      "card_dismissed" => ->(offer) { service(DiscourseWaypost::Card::Dismiss, offer) },
      "card_rated" => ->(offer) { service(DiscourseWaypost::Card::Rate, offer, helped: true) },
      "card_clicked" => ->(offer) { service(DiscourseWaypost::Card::Click, offer) },
    }
    acts.each do |name, act|
      3.times do
        DiscourseWaypost::Signal.delete_all
        banner = Fabricate(:waypost_banner, user: @member)
        at_once { act.call(banner) }
        expect(signal_names).to eq([name])
      end
    end
  end
end
