# frozen_string_literal: true

module DiscourseWaypost
  # One resource put before one member on one channel. `key` is the service's id and can be used once.
  class Offer < ActiveRecord::Base
    self.table_name = "waypost_offers"

    # Raised inside PostCreator's transaction when another call has been quicker: the second post is rolled back.
    class AlreadyDelivered < StandardError
    end

    FINISHED = %w[shown sent withdrawn refused].freeze
    RESTORE_WITHIN = 10.minutes

    belongs_to :user, optional: true
    belongs_to :topic, -> { with_deleted }, optional: true
    belongs_to :post, -> { with_deleted }, optional: true
    belongs_to :reply_post, -> { with_deleted }, class_name: "Post", optional: true

    scope :in_force,
          -> do
            where(state: "shown", dismissed_at: nil).where(
              "waypost_offers.expires_at IS NULL OR waypost_offers.expires_at > now()",
            ).where("waypost_offers.snoozed_until IS NULL OR waypost_offers.snoozed_until <= now()")
          end

    # What this member should see now; what the member has declined meanwhile is left out in the same query.
    scope :visible_to,
          ->(user) { in_force.where(user_id: user.id).where(<<~SQL, bot: Bot.username) }
            NOT EXISTS (
              SELECT 1 FROM waypost_preferences p
              WHERE p.user_id = waypost_offers.user_id
                AND (
                  (p.paused AND (p.paused_until IS NULL OR p.paused_until > now()))
                  OR waypost_offers.kind = ANY(p.declined_kinds)
                  OR waypost_offers.channel = ANY(p.declined_channels)
                )
            )
            AND NOT EXISTS (
              SELECT 1 FROM ignored_users i
              JOIN users b ON b.id = i.ignored_user_id
              WHERE i.user_id = waypost_offers.user_id
                AND b.username_lower = :bot
                AND i.expiring_at > now()
            )
          SQL

    # Insert or find, committed before anything else happens: of two calls with one key, one row comes.
    def self.claim!(key, attributes)
      offer = find_by(key: key)
      return offer if offer

      create!(attributes.merge(key: key))
    rescue ActiveRecord::RecordNotUnique
      find_by!(key: key)
    end

    # The row lock makes a second caller wait here until the first has committed or gone.
    def self.tie_post!(id, post)
      tied =
        where(id: id, state: "claimed", reply_post_id: nil).update_all(
          state: "sent",
          reply_post_id: post.id,
          version: 1,
          updated_at: Time.zone.now,
        )
      raise AlreadyDelivered if tied == 0
    end

    def self.banners_of(user)
      visible_to(user).where(channel: "banner").order(id: :desc).limit(1)
    end

    # Moves on from `claimed`; false when somebody else has done it.
    def finish!(state, **attributes)
      changed =
        self
          .class
          .where(id: id, state: "claimed")
          .update_all(
            { state: state, version: version + 1, updated_at: Time.zone.now, **attributes },
          )
      reload
      changed == 1
    end

    # Changes what the member sees, so that browsers can tell old from new.
    def touch_version!(**attributes)
      update!(version: version + 1, **attributes)
    end

    def finished?
      FINISHED.include?(state)
    end

    def shown_channel?
      Vocabulary::SHOWN_CHANNELS.include?(channel)
    end

    def restorable?
      gone_at = [dismissed_at, snoozed_at].compact.max
      state == "shown" && gone_at.present? && gone_at > RESTORE_WITHIN.ago
    end
  end
end

# == Schema Information
#
# Table name: waypost_offers
#
#  id              :bigint           not null, primary key
#  key             :string(100)      not null
#  digest          :string(64)
#  channel         :string(20)       not null
#  state           :string(20)       default("claimed"), not null
#  refusal_code    :string(40)
#  refusal_errors  :text             default([]), not null, is an Array
#  version         :integer          default(0), not null
#  kind            :string(20)
#  rule            :string(64)
#  resource        :string(64)
#  user_id         :integer
#  topic_id        :integer
#  post_id         :integer
#  reply_post_id   :integer
#  form            :string(20)       default("microguide"), not null
#  title           :string(150)
#  raw             :text
#  cooked          :text
#  steps           :jsonb            not null
#  link            :jsonb
#  why             :jsonb            not null
#  locale          :string(20)
#  expires_at      :datetime
#  seen_at         :datetime
#  clicked_at      :datetime
#  rating          :string(20)
#  rated_at        :datetime
#  dismissed_at    :datetime
#  snoozed_at      :datetime
#  snoozed_until   :datetime
#  asked_person_at :datetime
#  done_steps      :text             default([]), not null, is an Array
#  created_at      :datetime         not null
#  updated_at      :datetime         not null
#
# Indexes
#
#  idx_waypost_offers_shown_banners       (user_id) WHERE (((channel)::text = 'banner'::text) AND ((state)::text = 'shown'::text))
#  idx_waypost_offers_shown_cards         (user_id,post_id) WHERE (((channel)::text = 'card'::text) AND ((state)::text = 'shown'::text))
#  index_waypost_offers_on_created_at     (created_at)
#  index_waypost_offers_on_key            (key) UNIQUE
#  index_waypost_offers_on_reply_post_id  (reply_post_id) WHERE (reply_post_id IS NOT NULL)
#  index_waypost_offers_on_user_id        (user_id)
#
