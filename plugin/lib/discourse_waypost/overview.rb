# frozen_string_literal: true

module DiscourseWaypost
  # The admin page in numbers.
  module Overview
    DAYS = 30

    def self.now
      {
        bot: bot,
        last_call: LastCall.read,
        dashboard_url: SiteSetting.waypost_dashboard_url.presence,
        web_hooks: ServiceKeys.web_hooks,
        keys: ServiceKeys.keys,
        outbox: outbox,
        last_signals: last_signals,
        days: DAYS,
        rules: RuleNumbers.of_last(DAYS),
        directory: directory,
        members: members,
        problems: Problems.now,
      }
    end

    def self.bot
      user = Bot.user
      { id: user.id, username: user.username, active: Bot.able?(user) } if user
    end

    def self.outbox
      read = LastRead.read
      {
        waiting: Signal.where("position IS NULL OR position > ?", read&.fetch("cursor") || 0).count,
        kept: Signal.count,
        oldest_at: time(Signal.minimum(:occurred_at)),
        read_at: read&.fetch("at"),
      }
    end

    def self.last_signals
      Signal
        .order(id: :desc)
        .limit(10)
        .map do |signal|
          { signal_id: signal.signal_id, name: signal.name, occurred_at: time(signal.occurred_at) }
        end
    end

    def self.directory
      state = DirectoryState.read
      return if state.empty?

      { version: state["version"], count: Resource.count, pushed_at: state["pushed_at"] }
    end

    def self.members
      {
        paused:
          Preference
            .where(paused: true)
            .where("paused_until IS NULL OR paused_until > now()")
            .count,
        declined_a_kind: Preference.where("declined_kinds <> '{}'").count,
      }
    end

    def self.time(value)
      value&.utc&.iso8601(3)
    end
    private_class_method :bot, :outbox, :last_signals, :directory, :members, :time
  end
end
