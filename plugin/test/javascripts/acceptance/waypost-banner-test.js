import { click, visit } from "@ember/test-helpers";
import { test } from "qunit";
import { response } from "discourse/tests/helpers/create-pretender";
import {
  acceptance,
  publishToMessageBus,
} from "discourse/tests/helpers/qunit-helpers";
import aCard from "../support/a-card";

const banner = aCard({
  id: "of_44",
  channel: "banner",
  kind: "announce",
  post_id: null,
  topic_id: null,
  title: "Your API keys end on Friday",
});

acceptance("Waypost | Banner", function (needs) {
  needs.user();
  needs.settings({ waypost_enabled: true });
  needs.pretender((server) => {
    server.get("/waypost/banners.json", () => response({ banners: [banner] }));
    // Told after a second in view: a slow machine gets there before the press.
    server.post("/waypost/cards/seen.json", () => [204, {}, ""]);
    server.post("/waypost/cards/of_44/dismiss.json", () => [204, {}, ""]);
  });

  test("comes without a reload and goes when dismissed", async function (assert) {
    await visit("/");
    assert.dom(".waypost-banner").doesNotExist();

    await publishToMessageBus("/waypost/offers", {
      offer_id: "of_44",
      channel: "banner",
      topic_id: null,
      post_id: null,
      version: 1,
    });
    assert
      .dom(".waypost-banner .waypost-card__title")
      .hasText("Your API keys end on Friday");

    await click(".waypost-banner .waypost-card__dismiss");
    assert.dom(".waypost-banner").doesNotExist();
  });
});

acceptance("Waypost | Banner, anonymous", function (needs) {
  needs.settings({ waypost_enabled: true });

  test("nobody without an account hears of it", async function (assert) {
    await visit("/");
    await publishToMessageBus("/waypost/offers", { channel: "banner" });
    assert.dom(".waypost-banner-place").doesNotExist();
  });
});
