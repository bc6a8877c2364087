# frozen_string_literal: true

module DiscourseWaypost
  # How topics stand; only those that everyone may read, with a fixed number of queries.
  module TopicFacts
    def self.of(ids)
      anyone = Guardian.new
      topics =
        Topic.listable_topics.visible.secured(anyone).where(id: ids).includes(:tags).order(:id).to_a
      answers = answers_of(topics.map(&:id))
      solved = solved_among(topics.map(&:id))

      topics.map do |topic|
        facts(topic, answers.fetch(topic.id, {})).merge(
          tags: topic.visible_tags(anyone).map(&:name).sort,
          solved: solved.include?(topic.id),
        )
      end
    end

    def self.facts(topic, answers)
      {
        id: topic.id,
        title: topic.title,
        category_id: topic.category_id,
        created_at: time(topic.created_at),
        author_id: topic.user_id,
        posts_count: topic.posts_count,
        participant_count: topic.participant_count,
        human_answers: answers.fetch(:human, 0),
        last_human_answer_at: time(answers[:last_human_at]),
        closed: topic.closed,
        archived: topic.archived,
        visible: topic.visible,
        slow_mode_seconds: topic.slow_mode_seconds,
        waypost_replies: answers.fetch(:waypost, 0),
      }
    end

    # A human answer: a visible regular post by neither the topic's author nor a bot.
    def self.answers_of(topic_ids)
      return {} if topic_ids.empty?

      DB
        .query(<<~SQL, topic_ids: topic_ids, regular: Post.types[:regular], bot: Bot.user&.id || 0)
          SELECT p.topic_id,
                 COUNT(*) FILTER (WHERE p.user_id > 0 AND p.user_id <> :bot AND p.user_id <> t.user_id) AS human,
                 MAX(p.created_at) FILTER (WHERE p.user_id > 0 AND p.user_id <> :bot AND p.user_id <> t.user_id) AS last_human_at,
                 COUNT(*) FILTER (WHERE p.user_id = :bot) AS waypost
          FROM posts p
          JOIN topics t ON t.id = p.topic_id
          WHERE p.topic_id IN (:topic_ids)
            AND p.deleted_at IS NULL
            AND NOT p.hidden
            AND NOT p.user_deleted
            AND p.post_type = :regular
          GROUP BY p.topic_id
        SQL
        .to_h do |row|
          [
            row.topic_id,
            { human: row.human, last_human_at: row.last_human_at, waypost: row.waypost },
          ]
        end
    end

    def self.solved_among(topic_ids)
      return [] if !defined?(::DiscourseSolved::SolvedTopic)

      ::DiscourseSolved::SolvedTopic.where(topic_id: topic_ids).pluck(:topic_id)
    end

    def self.time(value)
      value&.utc&.iso8601(3)
    end
    private_class_method :facts, :answers_of, :solved_among, :time
  end
end
