# frozen_string_literal: true

RSpec.describe "Cards under posts" do
  fab!(:member) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:other, :user)
  fab!(:topic)
  fab!(:question) { Fabricate(:post, topic: topic, user: member) }
  fab!(:offer) { Fabricate(:waypost_checklist, user: member, post: question) }

  let(:card) { PageObjects::Components::WaypostCard.new(offer.key) }
  let(:preferences) { PageObjects::Pages::WaypostPreferences.new }

  before { SiteSetting.waypost_enabled = true }

  it "is there for its member alone" do
    sign_in(other)
    visit(topic.url)
    expect(page).to have_css("#post_1")
    expect(card).to have_no_card

    sign_in(member)
    visit(topic.url)
    expect(card).to have_card(offer.title)
  end

  it "tells why it came, takes a rating and keeps what was done" do
    sign_in(member)
    visit(topic.url)

    expect(card.ask_why).to have_reason("You asked how to export.")
    expect(card.rate_helped).to have_thanks
    expect(card.tick("open")).to have_step_done("open")

    page.refresh
    expect(card).to have_step_done("open")
  end

  it "comes back after a dismissal that was a slip" do
    sign_in(member)
    visit(topic.url)

    expect(card.dismiss).to have_way_back
    expect(card.undo).to have_card(offer.title)
  end

  it "stays away while it is snoozed" do
    sign_in(member)
    visit(topic.url)

    expect(card.snooze(7)).to have_way_back
    page.refresh
    expect(page).to have_css("#post_1")
    expect(card).to have_no_card
  end

  it "is the last of its kind when the member says so" do
    sign_in(member)
    visit(topic.url)

    card.decline_kind.open_preferences
    expect(preferences).to have_kind_off("help")
  end
end
