# frozen_string_literal: true

class CreateWaypostVisitsAndMissedSearches < ActiveRecord::Migration[7.0]
  def change
    create_table :waypost_category_visits do |t|
      t.integer :user_id, null: false
      t.integer :category_id, null: false
      t.datetime :visited_at, null: false
    end
    add_index :waypost_category_visits, %i[user_id category_id], unique: true

    create_table :waypost_missed_searches do |t|
      t.integer :user_id, null: false
      t.string :term, null: false, limit: 80
      t.datetime :missed_at, null: false
    end
    add_index :waypost_missed_searches, %i[term user_id], unique: true
    add_index :waypost_missed_searches, :user_id
    add_index :waypost_missed_searches, :missed_at
  end
end
