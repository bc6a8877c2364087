# frozen_string_literal: true

class CreateWaypostOffers < ActiveRecord::Migration[7.0]
  def change
    create_table :waypost_offers do |t|
      t.string :key, null: false, limit: 100
      t.string :digest, limit: 64
      t.string :channel, null: false, limit: 20
      t.string :state, null: false, limit: 20, default: "claimed"
      t.string :refusal_code, limit: 40
      t.text :refusal_errors, array: true, null: false, default: []
      t.integer :version, null: false, default: 0
      t.string :kind, limit: 20
      t.string :rule, limit: 64
      t.string :resource, limit: 64
      t.integer :user_id
      t.integer :topic_id
      t.integer :post_id
      t.integer :reply_post_id
      t.string :form, null: false, limit: 20, default: "microguide"
      t.string :title, limit: 150
      t.text :raw
      t.text :cooked
      t.jsonb :steps, null: false, default: []
      t.jsonb :link
      t.jsonb :why, null: false, default: {}
      t.string :locale, limit: 20
      t.datetime :expires_at
      t.datetime :seen_at
      t.datetime :clicked_at
      t.string :rating, limit: 20
      t.datetime :rated_at
      t.datetime :dismissed_at
      t.datetime :snoozed_at
      t.datetime :snoozed_until
      t.datetime :asked_person_at
      t.text :done_steps, array: true, null: false, default: []
      t.timestamps
    end

    add_index :waypost_offers, :key, unique: true
    add_index :waypost_offers,
              %i[user_id post_id],
              where: "channel = 'card' AND state = 'shown'",
              name: "idx_waypost_offers_shown_cards"
    add_index :waypost_offers,
              :user_id,
              where: "channel = 'banner' AND state = 'shown'",
              name: "idx_waypost_offers_shown_banners"
    add_index :waypost_offers, :user_id
    add_index :waypost_offers, :reply_post_id, where: "reply_post_id IS NOT NULL"
    add_index :waypost_offers, :created_at
  end
end
