# frozen_string_literal: true

class AddBotIgnoredToWaypostPreferences < ActiveRecord::Migration[7.0]
  def change
    add_column :waypost_preferences, :bot_ignored, :boolean, null: false, default: false
  end
end
