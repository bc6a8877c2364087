# frozen_string_literal: true

require "json"
require_relative "pure_helper"

RSpec.describe DiscourseWaypost::OfferRequest do
  let(:card) do
    {
      "channel" => "card",
      "kind" => "help",
      "member_id" => 7,
      "rule" => "export-model",
      "resource" => "exporting",
      "topic_id" => 10,
      "post_id" => 42,
      "title" => "Exporting",
      "raw" => "Three steps.",
    }
  end

  def faults(**changes)
    described_class.new(card.merge(changes.transform_keys(&:to_s))).faults
  end

  it "takes a card as it should be" do
    expect(faults).to eq([])
  end

  {
    { channel: "sms" } => "offer.channel",
    { kind: nil } => "offer.kind",
    { member_id: "7" } => "offer.member_id",
    { member_id: 0 } => "offer.member_id",
    { member_id: 2**40 } => "offer.member_id",
    { post_id: nil } => "offer.post_id",
    { rule: "Über" } => "offer.rule",
    { rule: "ok\nnot" } => "offer.rule",
    { title: "x" * 151 } => "offer.title",
    { title: "  " } => "offer.title",
    { raw: "x" * 4001 } => "offer.raw",
    { raw: "a\0b" } => "offer.raw",
    { form: "checklist" } => "offer.steps",
    { form: "steps", steps: [{ key: "a", raw: "A" }, { key: "a", raw: "B" }] } => "offer.steps",
    { form: "steps", steps: [{ key: "A b", raw: "A" }] } => "offer.steps",
    { form: "steps", steps: [1] } => "offer.steps",
    { steps: [{ key: "a", raw: "A" }] } => "offer.steps",
    { link: { "url" => "javascript:alert(1)", "text" => "x" } } => "offer.link.url",
    { link: { "url" => "//elsewhere.example", "text" => "x" } } => "offer.link.url",
    { link: { "url" => "/\\elsewhere.example", "text" => "x" } } => "offer.link.url",
    { link: { "url" => "/t/5", "text" => "" } } => "offer.link.text",
    { link: "x" } => "offer.link",
    { why: { "reviewed_on" => "2026-13-01" } } => "offer.why.reviewed_on",
    { why: { "text" => "x" * 301 } } => "offer.why",
    { expires_at: "tomorrow" } => "offer.expires_at",
    { replaces: "a b" } => "offer.replaces",
  }.each do |changes, place|
    it "finds the fault in #{changes.inspect[0, 80]}" do
      expect(faults(**changes).map { |fault| fault.split(":").first }).to include(place)
    end
  end

  it "names all faults, not the first" do
    expect(described_class.new({}).faults.length).to be > 4
    expect(described_class.new("nothing").faults.length).to be > 4
  end

  it "needs neither place nor title for a message or a reply that have none" do
    message = card.except("topic_id", "post_id").merge("channel" => "message")
    expect(described_class.new(message)).to be_valid
    expect(described_class.new(card.except("title").merge("channel" => "reply"))).to be_valid
  end

  it "has the same digest for the same thing" do
    same = [card, card.to_a.reverse.to_h, card.merge("link" => nil), card.merge("unknown" => 1)]
    expect(same.map { |body| described_class.new(body).digest }.uniq.length).to eq(1)
    expect(described_class.new(card.merge("title" => "Other")).digest).not_to eq(
      described_class.new(card).digest,
    )
  end
end
