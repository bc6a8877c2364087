import { click, visit } from "@ember/test-helpers";
import { test } from "qunit";
import { response } from "discourse/tests/helpers/create-pretender";
import { acceptance } from "discourse/tests/helpers/qunit-helpers";

const preferences = {
  paused: false,
  paused_until: null,
  kinds: {
    help: true,
    celebrate: true,
    announce: true,
    promote: true,
    care: true,
  },
  channels: { card: true, reply: true, message: true, banner: true },
  quiet_hours: null,
  snoozed: {},
  time_zone: "Europe/Berlin",
  bot_ignored: false,
  bot_username: "waypost",
};

acceptance("Waypost | Preferences", function (needs) {
  needs.user();
  needs.settings({ waypost_enabled: true });
  needs.pretender((server) => {
    server.get("/waypost/preferences.json", () => response({ preferences }));
    server.put("/waypost/preferences.json", ({ requestBody }) => {
      const changes = JSON.parse(requestBody).preferences;
      return response({
        preferences: {
          ...preferences,
          ...changes,
          kinds: { ...preferences.kinds, ...changes.kinds },
        },
      });
    });
  });

  test("a kind that is switched off stays off, and says so", async function (assert) {
    await visit("/u/eviltrout/preferences/waypost");
    assert.dom("#waypost-kind-promote").isChecked();

    await click("#waypost-kind-promote");

    assert.dom("#waypost-kind-promote").isNotChecked();
    assert.dom(".waypost-preferences__saved").hasText("Saved");
  });

  test("everything pauses in one press", async function (assert) {
    await visit("/u/eviltrout/preferences/waypost");
    await click(".waypost-preferences__pause");

    assert.dom(".waypost-preferences__state").hasText("Everything is paused.");
    assert.dom(".waypost-preferences__resume").exists();
  });
});
