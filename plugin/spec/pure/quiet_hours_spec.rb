# frozen_string_literal: true

require_relative "pure_helper"

RSpec.describe DiscourseWaypost::QuietHours do
  def left(from, to, clock)
    hour, minute = clock.split(":").map { |part| Integer(part, 10) }
    described_class.new(from, to).minutes_left(hour * 60 + minute)
  end

  [
    ["22:00", "07:00", "21:59", nil],
    ["22:00", "07:00", "22:00", 540],
    ["22:00", "07:00", "23:59", 421],
    ["22:00", "07:00", "00:00", 420],
    ["22:00", "07:00", "06:59", 1],
    ["22:00", "07:00", "07:00", nil],
    ["12:00", "13:30", "12:15", 75],
    ["12:00", "13:30", "13:30", nil],
    ["08:00", "08:00", "08:00", nil],
    ["00:00", "23:59", "12:00", 719],
    [nil, nil, "03:00", nil],
  ].each do |from, to, clock, expected|
    it "has #{expected.inspect} minutes left at #{clock} between #{from.inspect} and #{to.inspect}" do
      expect(left(from, to, clock)).to eq(expected)
    end
  end
end
