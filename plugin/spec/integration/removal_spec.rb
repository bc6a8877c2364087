# frozen_string_literal: true

RSpec.describe DiscourseWaypost::Removal do
  fab!(:bot, :waypost_bot)

  def key_with(*scopes)
    Fabricate(
      :api_key,
      user: bot,
      api_key_scopes:
        scopes.map { |resource, action| ApiKeyScope.new(resource: resource, action: action) },
    )
  end

  it "leaves the forum as it was, and no key that may do more than before" do
    SiteSetting.waypost_enabled = true
    mixed = key_with(%w[topics read], %w[waypost offers])
    ours_alone = key_with(%w[waypost offers], %w[waypost facts])
    foreign = key_with(%w[topics read])
    hook = waypost_web_hook
    Fabricate(:waypost_card, user: bot, post: Fabricate(:post))
    PluginStore.set("discourse-waypost", "directory", { version: "1" })

    described_class.call

    expect(mixed.reload.api_key_scopes.map(&:resource)).to eq(["topics"])
    expect([mixed, foreign].map { |key| key.reload.revoked_at }).to eq([nil, nil])
    expect(ours_alone.reload.revoked_at).to be_present
    expect(hook.reload.web_hook_event_types).to be_empty
    expect(PluginStoreRow.where(plugin_name: "discourse-waypost")).to be_empty
    left = DB.query_single(<<~SQL)
      SELECT relname FROM pg_class WHERE relname LIKE '%waypost%'
      UNION SELECT version FROM schema_migrations WHERE version LIKE '202611211000%'
      UNION SELECT name FROM web_hook_event_types WHERE name LIKE 'waypost%'
    SQL
    expect(left).to eq([])
  end
end
