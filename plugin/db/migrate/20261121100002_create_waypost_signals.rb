# frozen_string_literal: true

class CreateWaypostSignals < ActiveRecord::Migration[7.0]
  def up
    create_table :waypost_signals do |t|
      t.bigint :position
      t.uuid :signal_id, null: false
      t.string :name, null: false, limit: 40
      t.integer :user_id
      t.string :offer_key, limit: 100
      t.jsonb :data, null: false, default: {}
      t.datetime :occurred_at, null: false
    end

    add_index :waypost_signals, :signal_id, unique: true
    add_index :waypost_signals, :position, unique: true
    add_index :waypost_signals, :id, where: "position IS NULL", name: "idx_waypost_signals_unplaced"
    add_index :waypost_signals, :user_id
    add_index :waypost_signals, :occurred_at

    # A place is never given twice, even when the rows that had it are gone.
    execute "CREATE SEQUENCE waypost_signal_positions"
  end

  def down
    drop_table :waypost_signals
    execute "DROP SEQUENCE waypost_signal_positions"
  end
end
