# frozen_string_literal: true

module DiscourseWaypost
  # The body of `PUT /waypost/resources.json`, checked: each text by the same rules as an offer. One with a fault is left
  # out and named, the others hold. Plain Ruby.
  class DirectoryRequest
    MAX = 1000

    attr_reader :faults, :texts, :rejected

    def initialize(body)
      @body = body.is_a?(Hash) ? body.transform_keys(&:to_s) : {}
      @faults = []
      @texts = []
      @rejected = []
      check
    end

    def version
      @body["version"]
    end

    def digest
      OfferDigest.of(@body.slice("version", "resources"))
    end

    private

    def check
      if !version.is_a?(String) || !version.length.between?(1, 100)
        @faults << "directory.version: expected a text of 1 to 100 characters"
      end

      resources = @body["resources"]
      if !resources.is_a?(Array) || resources.length > MAX || !resources.all?(Hash)
        return @faults << "directory.resources: expected at most #{MAX} resources"
      end

      check_doubles(resources)
      @texts = resources.filter_map { |resource| text(resource) }
    end

    def text(resource)
      request =
        OfferRequest.new(
          resource
            .to_h
            .slice("title", "raw", "form", "steps", "link", "locale")
            .merge(
              "channel" => "banner",
              "kind" => "help",
              "member_id" => 1,
              "rule" => "directory",
              "resource" => resource["id"],
              "why" => {
                "owner" => resource["owner"],
                "reviewed_on" => resource["reviewed_on"],
              }.compact,
            ),
        )
      faults = request.faults.map { |fault| fault.sub("offer.", "").sub(/\Aresource:/, "id:") }
      faults << "locale: expected a text" if request[:locale].nil?
      return { request: request, listed: resource.fetch("listed", true) != false } if faults.empty?

      @rejected << { id: resource["id"], locale: resource["locale"], faults: faults }
      nil
    end

    def check_doubles(resources)
      pairs = resources.map { |resource| resource.values_at("id", "locale") }
      if pairs.uniq.length != pairs.length
        @faults << "directory.resources: expected each id once per locale"
      end
    end
  end
end
