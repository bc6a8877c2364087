# frozen_string_literal: true

require "yaml"

# rubocop:disable RSpec/DescribeClass -- these are files, not a class
RSpec.describe "The server's texts" do
  root = File.expand_path("../..", __dir__)
  read = ->(locale) { YAML.load_file("#{root}/config/locales/server.#{locale}.yml").fetch(locale) }
  flatten = ->(tree, above = "") do
    tree.reduce({}) do |texts, (key, below)|
      found =
        below.is_a?(Hash) ? flatten.call(below, "#{above}#{key}.") : { "#{above}#{key}" => below }
      texts.merge(found)
    end
  end
  ruby = Dir["#{root}/{app,lib}/**/*.rb"].map { |path| File.read(path) }.join("\n")

  it "describe every setting, in both languages" do
    settings = YAML.load_file("#{root}/config/settings.yml").fetch("discourse_waypost").keys
    %w[en de].each do |locale|
      expect(read.call(locale)["site_settings"].keys).to match_array(settings)
    end
  end

  it "are complete in German, with the same placeholders" do
    english, german = %w[en de].map { |locale| flatten.call(read.call(locale)) }
    expect(german.keys).to match_array(english.keys)
    english.each do |key, text|
      expect(german[key].scan(/%\{\w+\}/).sort).to eq(text.scan(/%\{\w+\}/).sort), key
    end
  end

  it "have one for every reason to refuse, and no more" do
    codes = ruby.scan(/(?:Refusal\.new\(code: |refuse\(|render_refused\()"(\w+)"/).flatten.uniq
    expect(read.call("en").dig("discourse_waypost", "refused").keys).to match_array(codes)
  end

  it "have one for every problem" do
    codes = ruby[/CODES = %w\[([^\]]+)\]/, 1].split
    expect(read.call("en").dig("dashboard", "problem").keys).to match_array(
      codes.map { |code| "waypost_#{code}" },
    )
  end
end
# rubocop:enable RSpec/DescribeClass
