# frozen_string_literal: true

module DiscourseWaypost
  # The outbox. A row is kept in the same transaction as what it tells; webhooks are only its quick shadow.
  class Signal < ActiveRecord::Base
    self.table_name = "waypost_signals"

    SCHEMA = 1
    PLACING_LOCK = 471_001
    PORTION = 5_000

    def self.record!(name, user_id: nil, offer_key: nil, data: {})
      signal =
        create!(
          signal_id: SecureRandom.uuid,
          name: name,
          user_id: user_id,
          offer_key: offer_key,
          data: data,
          occurred_at: Time.zone.now,
        )
      DB.after_commit { WebHookEvents.emit(signal) }
      signal
    end

    # All that a member wants, as it is now.
    def self.record_preferences!(user, preference)
      preferences = PreferenceSerializer.new(preference, root: false, user: user).as_json
      record!("preferences_changed", user_id: user.id, data: { preferences: preferences })
    end

    # Ids are given when a row is written, not when it is committed, so a reader going by id could step over
    # a late one. Places are given here, to committed rows only, one caller at a time. A portion of them: after a long
    # silence of the service a request would not live to place them all. Returns how many.
    def self.place_committed!(at_most: PORTION)
      transaction do
        DB.exec("SELECT pg_advisory_xact_lock(:lock)", lock: PLACING_LOCK)
        DB.exec(<<~SQL, at_most: at_most)
          UPDATE waypost_signals s
          SET position = placed.position
          FROM (
            SELECT id, nextval('waypost_signal_positions') AS position
            FROM (SELECT id FROM waypost_signals WHERE position IS NULL ORDER BY id LIMIT :at_most) unplaced
          ) placed
          WHERE s.id = placed.id
        SQL
      end
    end

    def self.last_place
      DB.query_single(<<~SQL).first
        SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM waypost_signal_positions
      SQL
    end

    def to_contract
      {
        signal_id: signal_id,
        schema: SCHEMA,
        name: name,
        occurred_at: occurred_at.utc.iso8601(3),
        member_id: user_id,
        offer_id: offer_key,
        data: data,
      }
    end
  end
end

# == Schema Information
#
# Table name: waypost_signals
#
#  id          :bigint           not null, primary key
#  position    :bigint
#  signal_id   :uuid             not null
#  name        :string(40)       not null
#  user_id     :integer
#  offer_key   :string(100)
#  data        :jsonb            not null
#  occurred_at :datetime         not null
#
# Indexes
#
#  idx_waypost_signals_unplaced          (id) WHERE ("position" IS NULL)
#  index_waypost_signals_on_occurred_at  (occurred_at)
#  index_waypost_signals_on_position     (position) UNIQUE
#  index_waypost_signals_on_signal_id    (signal_id) UNIQUE
#  index_waypost_signals_on_user_id      (user_id)
#
