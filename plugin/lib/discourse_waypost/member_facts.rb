# frozen_string_literal: true

module DiscourseWaypost
  # What the service may know of members; a fixed number of queries, however many are asked for.
  module MemberFacts
    def self.of(ids)
      members =
        User
          .real
          .activated
          .not_staged
          .where(id: ids)
          .includes(:user_option, :user_stat, :groups)
          .order(:id)
          .to_a
      wishes = Preference.where(user_id: members.map(&:id)).index_by(&:user_id)
      ignoring = IgnoredBot.among(members.map(&:id))

      members.map do |member|
        wish = wishes[member.id] || Preference.new(user_id: member.id)
        facts(member).merge(consent: Consents.of(wish, bot_ignored: ignoring.include?(member.id)))
      end
    end

    def self.facts(member)
      stat = member.user_stat
      {
        id: member.id,
        username: member.username,
        trust_level: member.trust_level,
        staff: member.staff?,
        created_at: time(member.created_at),
        last_seen_at: time(member.last_seen_at),
        last_posted_at: time(member.last_posted_at),
        locale: member.locale.presence || SiteSetting.default_locale,
        time_zone: member.user_option&.timezone.presence,
        post_count: stat&.post_count,
        topic_count: stat&.topic_count,
        days_visited: stat&.days_visited,
        posts_read_count: stat&.posts_read_count,
        topics_entered: stat&.topics_entered,
        likes_given: stat&.likes_given,
        likes_received: stat&.likes_received,
        groups: member.groups.map(&:name).sort,
      }
    end

    def self.time(value)
      value&.utc&.iso8601(3)
    end
    private_class_method :facts, :time
  end
end
