# frozen_string_literal: true

class CreateWaypostResources < ActiveRecord::Migration[7.0]
  def change
    create_table :waypost_resources do |t|
      t.string :resource, null: false, limit: 64
      t.string :locale, null: false, limit: 20
      t.string :title, null: false, limit: 150
      t.text :raw, null: false
      t.text :cooked, null: false
      t.string :form, null: false, limit: 20, default: "microguide"
      t.jsonb :steps, null: false, default: []
      t.jsonb :link
      t.string :owner, limit: 100
      t.date :reviewed_on
      t.boolean :listed, null: false, default: true
      t.timestamps
    end

    add_index :waypost_resources, %i[resource locale], unique: true
  end
end
