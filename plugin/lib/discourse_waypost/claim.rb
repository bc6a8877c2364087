# frozen_string_literal: true

module DiscourseWaypost
  # The row of an offer as it is kept before anything happens: all that the request says, texts of cards cooked.
  module Claim
    def self.attributes(request)
      plain(request).merge(
        digest: request.digest,
        user_id: request[:member_id],
        link: request.link,
        why: request.why,
        expires_at: request[:expires_at] && Time.zone.parse(request[:expires_at]),
        **cooked(request),
      )
    end

    def self.plain(request)
      %i[channel kind rule resource topic_id post_id title raw form locale].to_h do |key|
        [key, request[key]]
      end
    end

    # Posts are cooked when they are written.
    def self.cooked(request)
      return {} if Vocabulary::POST_CHANNELS.include?(request[:channel])

      bot = Bot.user
      steps =
        request.steps.map { |step| { key: step["key"], cooked: Cook.line(step["raw"], bot: bot) } }
      { cooked: Cook.block(request[:raw], bot: bot), steps: steps }
    end
    private_class_method :plain, :cooked
  end
end
