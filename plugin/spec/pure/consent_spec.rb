# frozen_string_literal: true

require_relative "pure_helper"

RSpec.describe DiscourseWaypost::Consent do
  let(:now) { Time.utc(2026, 11, 21, 12) }
  let(:later) { now + 3600 }

  def refusal(said = {}, kind: "help", channel: "reply", quiet: nil)
    open = {
      paused: false,
      paused_until: nil,
      declined_kinds: [],
      declined_channels: [],
      snoozed: {
      },
      bot_ignored: false,
    }
    described_class.new(described_class::Said.new(**open, **said)).refusal(
      kind: kind,
      channel: channel,
      now: now,
      quiet_minutes_left: quiet,
    )
  end

  it "says yes when nothing has been said" do
    expect(refusal).to eq(nil)
  end

  it "takes every no, the lasting ones for good" do
    expect(refusal({ bot_ignored: true })).to have_attributes(code: "bot_ignored", final?: true)
    expect(refusal({ paused: true })).to have_attributes(code: "paused", final?: true)
    expect(refusal({ declined_kinds: ["help"] }).code).to eq("kind_declined")
    expect(refusal({ declined_kinds: ["promote"] })).to eq(nil)
    expect(refusal({ declined_channels: ["reply"] }).code).to eq("channel_declined")
    expect(refusal({ declined_channels: ["card"] })).to eq(nil)
  end

  it "says when to come again" do
    expect(refusal({ paused: true, paused_until: later })).to have_attributes(
      code: "paused_until",
      retry_at: later,
    )
    expect(refusal({ paused: true, paused_until: now })).to eq(nil)
    expect(refusal({ snoozed: { "help" => later } })).to have_attributes(
      code: "snoozed",
      retry_at: later,
    )
    expect(refusal({ snoozed: { "help" => now } })).to eq(nil)
    expect(refusal({ snoozed: { "promote" => later } })).to eq(nil)
  end

  it "keeps quiet hours for all but cards" do
    expect(refusal(quiet: 60)).to have_attributes(code: "quiet_hours", retry_at: later)
    expect(refusal(channel: "banner", quiet: 60).code).to eq("quiet_hours")
    expect(refusal(channel: "card", quiet: 60)).to eq(nil)
  end

  it "puts what lasts before what passes" do
    expect(
      refusal({ declined_kinds: ["help"], snoozed: { "help" => later } }, quiet: 5).code,
    ).to eq("kind_declined")
  end
end
