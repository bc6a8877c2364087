# frozen_string_literal: true

Fabricator(:waypost_bot, from: :user) do
  username "waypost"
  trust_level TrustLevel[2]
  refresh_auto_groups true
end

Fabricator(:waypost_card, class_name: "DiscourseWaypost::Offer") do
  key { sequence(:waypost_offer_key) { |number| "card_#{number}" } }
  digest "0" * 64
  channel "card"
  kind "help"
  rule "export-model"
  resource "exporting"
  state "shown"
  version 1
  user
  post
  topic_id { |attrs| attrs[:post]&.topic_id }
  title "Exporting your data"
  raw "Three steps."
  cooked "<p>Three steps.</p>"
  why { { "text" => "You asked how to export.", "owner" => "Ana", "reviewed_on" => "2026-05-03" } }
  locale "en"
end

Fabricator(:waypost_checklist, from: :waypost_card) do
  form "checklist"
  steps { [{ "key" => "open", "cooked" => "Open" }, { "key" => "ask", "cooked" => "Ask" }] }
end

Fabricator(:waypost_banner, from: :waypost_card) do
  channel "banner"
  kind "announce"
  post nil
  topic_id nil
end
