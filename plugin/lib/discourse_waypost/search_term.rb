# frozen_string_literal: true

module DiscourseWaypost
  # A search in coarse form: words only, in small letters, nothing that may name a person.
  module SearchTerm
    # The coarse term, or nil when there is nothing worth counting.
    def self.coarse(term)
      text = term.to_s.unicode_normalize(:nfc).downcase
      return if text.match?(/[@:]|\d{4,}/)

      words = text.scan(/[[:alpha:]][[:alnum:]'-]*/)
      words = words.reject { |word| word.length < 2 || word.length > 30 }
      joined = words.first(5).join(" ")
      joined if joined.length.between?(3, 80)
    end
  end
end
