# frozen_string_literal: true

RSpec.describe "Preferences for guides" do
  fab!(:member, :user)

  let(:preferences) { PageObjects::Pages::WaypostPreferences.new }

  before do
    SiteSetting.waypost_enabled = true
    sign_in(member)
  end

  it "keeps a kind switched off" do
    preferences.visit_of(member).switch_off("promote")
    expect(preferences).to have_saved

    preferences.visit_of(member)
    expect(preferences).to have_kind_off("promote")
    expect(preferences).to have_kind_on("help")
  end

  it "pauses everything in one press" do
    preferences.visit_of(member).pause_everything
    expect(preferences).to have_everything_paused
  end
end
