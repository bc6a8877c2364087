# frozen_string_literal: true

class CreateWaypostPreferences < ActiveRecord::Migration[7.0]
  def change
    create_table :waypost_preferences do |t|
      t.integer :user_id, null: false
      t.boolean :paused, null: false, default: false
      t.datetime :paused_until
      t.text :declined_kinds, array: true, null: false, default: []
      t.text :declined_channels, array: true, null: false, default: []
      t.string :quiet_from, limit: 5
      t.string :quiet_to, limit: 5
      t.jsonb :snoozed, null: false, default: {}
      t.timestamps
    end

    add_index :waypost_preferences, :user_id, unique: true
  end
end
