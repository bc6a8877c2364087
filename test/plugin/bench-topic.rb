# frozen_string_literal: true

# What cards cost a page of 100 posts. In a Discourse with the plugin: bin/rails runner <this file>
# Everything happens in a transaction that is rolled back. CPU time, rounds of all cases in turn, so that a busy
# machine weighs on each alike.

member = User.real.activated.where(admin: false).order(:id).first
raise "needs an activated member who is no admin" if member.nil?

ROUNDS = 12
CASES = {
  "switched off" => [false, 0],
  "no card" => [true, 0],
  "1 card" => [true, 1],
  "20 cards" => [true, 20],
}.freeze

def long_topic(member)
  topic = Topic.new(title: "A long topic #{SecureRandom.hex(4)}", user: member)
  topic.save!(validate: false)
  posts =
    100.times.map do |number|
      Post
        .new(topic_id: topic.id, user: member, raw: "Post #{number} of a long topic")
        .tap { |post| post.save!(validate: false) }
    end
  [topic, posts]
end

def put_cards(member, posts)
  DiscourseWaypost::Offer.where(post_id: posts.map(&:id)).delete_all
  ->(number) do
    posts
      .first(number)
      .each do |post|
        DiscourseWaypost::Offer.create!(
          key: "bench_#{post.id}",
          channel: "card",
          state: "shown",
          kind: "help",
          rule: "bench",
          resource: "bench",
          user_id: member.id,
          topic_id: post.topic_id,
          post_id: post.id,
          title: "A guide",
          raw: "Text",
          cooked: "<p>Text</p>",
        )
      end
  end
end

def cpu_ms
  start = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)
  yield
  (Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) - start) * 1000
end

ActiveRecord::Base.transaction do
  RateLimiter.disable
  topic, posts = long_topic(member)
  read = -> do
    view = TopicView.new(topic.id, member, post_ids: posts.map(&:id))
    TopicViewPostsSerializer.new(view, scope: Guardian.new(member), root: false).to_json
  end
  5.times { read.call }

  times = Hash.new { |hash, name| hash[name] = [] }
  ROUNDS.times do
    CASES.each do |name, (enabled, number)|
      SiteSetting.singleton_class.define_method(:waypost_enabled) { enabled }
      put_cards(member, posts).call(number)
      read.call
      GC.start
      3.times { times[name] << cpu_ms { read.call } }
    end
  end

  times.each do |name, measured|
    sorted = measured.sort
    puts format(
           "%-13s median %6.1f ms  fastest %6.1f ms",
           name,
           sorted[sorted.length / 2],
           sorted.first,
         )
  end
  raise ActiveRecord::Rollback
end
