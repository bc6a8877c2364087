# frozen_string_literal: true

require "json"

# Examples of the contract, asserted by the service's tests too. In the repository `fixtures/contract` is a link to
# where both find them; `npm run plugin:export` puts the files themselves there.
module WaypostContract
  FOLDER = File.expand_path("fixtures/contract", __dir__)

  def contract_example(name)
    JSON.parse(File.read(File.join(FOLDER, "#{name}.json")))
  end

  # The same keys all the way down, whatever the values.
  def shape_of(value)
    case value
    when Hash
      value.to_h { |key, inner| [key, shape_of(inner)] }.sort.to_h
    when Array
      value.map { |inner| shape_of(inner) }.uniq.first(1)
    else
      :value
    end
  end
end

module WaypostWebHooks
  def waypost_web_hook(**attributes)
    type = WebHookEventType.find_or_create_by!(id: 47_101, name: "waypost_offer_signal")
    Fabricate(:web_hook, **attributes).tap { |hook| hook.update!(web_hook_event_types: [type]) }
  end
end

module WaypostAsService
  # Headers of the service: a granular key of the bot.
  def service_headers(bot, scopes: DiscourseWaypost::RegisterApiScopes::ACTIONS.keys)
    key =
      Fabricate(
        :api_key,
        user: bot,
        api_key_scopes:
          scopes.map { |scope| ApiKeyScope.new(resource: "waypost", action: scope.to_s) },
      )
    { "Api-Key" => key.key, "Api-Username" => bot.username, "CONTENT_TYPE" => "application/json" }
  end

  def put_offer(id, body, headers)
    put "/waypost/offers/#{id}.json", params: { offer: body }.to_json, headers: headers
  end
end

RSpec.configure do |config|
  config.include WaypostContract
  config.include WaypostWebHooks
  config.include WaypostAsService, type: :request
end
