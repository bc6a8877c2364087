# frozen_string_literal: true

# Core lends these examples since 2025; an older tree has none.
if RSpec.world.shared_example_group_registry.find([:main], "having working core features")
  RSpec.describe "Core features" do
    before { SiteSetting.waypost_enabled = true }

    it_behaves_like "having working core features"
  end
end
