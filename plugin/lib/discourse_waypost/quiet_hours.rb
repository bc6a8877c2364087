# frozen_string_literal: true

module DiscourseWaypost
  # Hours of the day, in the member's own clock, in which nothing may call for attention.
  class QuietHours
    MINUTES_OF_DAY = 24 * 60

    # `from`, `to`: "22:00"; nil or equal: no quiet hours.
    def initialize(from, to)
      @from = minutes(from)
      @to = minutes(to)
    end

    # Minutes from `minute_of_day` (0 to 1439) to the end of the quiet time; nil outside of it.
    def minutes_left(minute_of_day)
      return if @from.nil? || @to.nil? || @from == @to

      length = (@to - @from) % MINUTES_OF_DAY
      passed = (minute_of_day - @from) % MINUTES_OF_DAY
      length - passed if passed < length
    end

    private

    def minutes(clock)
      return if clock.nil?

      hour, minute = clock.split(":")
      Integer(hour, 10) * 60 + Integer(minute, 10)
    end
  end
end
