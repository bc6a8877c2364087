# frozen_string_literal: true

require_relative "pure_helper"

RSpec.describe DiscourseWaypost::SearchTerm do
  {
    "Two  Factor" => "two factor",
    "Änderung löschen" => "änderung löschen",
    "@mira export" => nil,
    "mira@example.org" => nil,
    "user:mira export" => nil,
    "invoice 20261121" => nil,
    "a b" => nil,
    "one two three four five six" => "one two three four five",
    nil => nil,
  }.each do |term, coarse|
    it("makes #{coarse.inspect} of #{term.inspect}") do
      expect(described_class.coarse(term)).to eq(coarse)
    end
  end
end

RSpec.describe DiscourseWaypost::PreferenceChange do
  let(:now) { Time.utc(2026, 11, 21, 12) }

  def columns(body, **before)
    kept = { declined_kinds: [], declined_channels: [], snoozed: {}, **before }
    described_class.new(body, now: now).columns(**kept)
  end

  it "changes only what is named" do
    expect(columns({ "kinds" => { "promote" => false } }, declined_kinds: ["care"])).to eq(
      declined_kinds: %w[care promote],
    )
    expect(columns({ "kinds" => { "care" => true } }, declined_kinds: ["care"])).to eq(
      declined_kinds: [],
    )
    expect(columns({ "quiet_hours" => nil })).to eq(quiet_from: nil, quiet_to: nil)
    expect(
      columns({ "snoozed" => { "help" => nil } }, snoozed: { "help" => "x", "care" => "y" }),
    ).to eq(snoozed: { "care" => "y" })
  end

  it "ends a pause that had an end, when paused for good or not at all" do
    expect(columns({ "paused" => true })).to eq(paused: true, paused_until: nil)
    expect(columns({ "paused" => false })).to eq(paused: false, paused_until: nil)
  end

  it "takes no time that has passed" do
    expect(
      described_class.new({ "paused" => true, "paused_until" => "2026-11-21T11:59:59Z" }, now: now),
    ).not_to be_valid
  end
end
