import Service from "@ember/service";
import { click, focus, render, settled } from "@ember/test-helpers";
import { module, test } from "qunit";
import sinon from "sinon";
import { setupRenderingTest } from "discourse/tests/helpers/component-test";
import pretender, { response } from "discourse/tests/helpers/create-pretender";
import WaypostCards from "discourse/plugins/discourse-waypost/discourse/components/waypost-cards";
import aCard, { STEPS } from "../../support/a-card";

module("Integration | Component | WaypostCards", function (hooks) {
  setupRenderingTest(hooks);

  hooks.beforeEach(function () {
    this.siteSettings.waypost_enabled = true;
  });

  function postWith(...cards) {
    return { id: 398, waypost_cards: cards };
  }

  test("says what it is, for whom, and where the whole guide is", async function (assert) {
    const post = postWith(aCard());
    await render(<template><WaypostCards @post={{post}} /></template>);

    assert.dom(".waypost-card__title").hasText("Exporting your data");
    assert.dom(".waypost-card__body strong").hasText("minute");
    assert
      .dom("a.waypost-card__link")
      .hasAttribute("href", "/t/exporting/5")
      .hasText("The whole guide");
    assert.dom(".waypost-card__note").includesText("Nobody else");
  });

  test("shows a title as text, whatever is in it", async function (assert) {
    const post = postWith(aCard({ title: "<img src=x onerror=alert(1)>" }));
    await render(<template><WaypostCards @post={{post}} /></template>);

    assert.dom(".waypost-card__title img").doesNotExist();
    assert.dom(".waypost-card__title").hasText("<img src=x onerror=alert(1)>");
  });

  test("tells why it came when asked, with owner and day", async function (assert) {
    const post = postWith(aCard());
    await render(<template><WaypostCards @post={{post}} /></template>);

    assert.dom(".waypost-card__why-details").isNotVisible();
    assert
      .dom(".waypost-card__why-toggle")
      .hasAttribute("aria-expanded", "false");

    await click(".waypost-card__why-toggle");

    assert
      .dom(".waypost-card__why-toggle")
      .hasAttribute("aria-expanded", "true");
    assert
      .dom(".waypost-card__why-details")
      .includesText("You asked how to export.")
      .includesText("Ana")
      .includesText("May 3, 2026");
  });

  test("keeps which steps are done", async function (assert) {
    const done = STEPS.map((step, at) => ({ ...step, done: at === 0 }));
    pretender.put("/waypost/cards/of_42/steps/open.json", () =>
      response({ card: aCard({ form: "checklist", steps: done }) })
    );
    const post = postWith(aCard({ form: "checklist", steps: STEPS }));
    await render(<template><WaypostCards @post={{post}} /></template>);
    assert.dom(".waypost-card__progress").hasText("0 of 2 steps done");

    await click("#waypost-step-of_42-open");

    assert.dom("#waypost-step-of_42-open").isChecked();
    assert.dom(".waypost-card__progress").hasText("1 of 2 steps done");
  });

  test("takes a tick back when the forum refuses it", async function (assert) {
    pretender.put("/waypost/cards/of_42/steps/open.json", () =>
      response(422, { errors: ["no"] })
    );
    const alert = sinon.stub(this.owner.lookup("service:dialog"), "alert");
    const post = postWith(aCard({ form: "steps", steps: STEPS }));
    await render(<template><WaypostCards @post={{post}} /></template>);

    await click("#waypost-step-of_42-open");

    assert.dom("#waypost-step-of_42-open").isNotChecked();
    assert.dom(".waypost-card__progress").hasText("0 of 2 steps done");
    assert.true(alert.calledOnce, "the member is told");
  });

  test("takes a rating, thanks, and lets it be changed", async function (assert) {
    pretender.post("/waypost/cards/of_42/rate.json", ({ requestBody }) =>
      response({
        card: aCard({
          rating: requestBody.includes("true") ? "helped" : "not_helped",
        }),
      })
    );
    const post = postWith(aCard());
    await render(<template><WaypostCards @post={{post}} /></template>);

    await click(".waypost-card__helped");
    assert.dom(".waypost-card__helped").hasAttribute("aria-pressed", "true");
    assert.dom(".waypost-card__thanks").includesText("Thank you");

    await click(".waypost-card__not-helped");
    assert.dom(".waypost-card__helped").hasAttribute("aria-pressed", "false");
    assert
      .dom(".waypost-card__not-helped")
      .hasAttribute("aria-pressed", "true");
  });

  test("leads to a person after a no, where there is one", async function (assert) {
    const message = { recipients: "helpers", title: "A question", body: "…" };
    pretender.post("/waypost/cards/of_42/ask-person.json", () =>
      response({ message })
    );
    let opened;
    this.owner.unregister("service:composer");
    this.owner.register(
      "service:composer",
      class extends Service {
        openNewMessage(begun) {
          opened = begun;
        }
      }
    );
    const post = postWith(aCard({ rating: "not_helped" }));
    await render(<template><WaypostCards @post={{post}} /></template>);

    await click(".waypost-card__talk");

    assert.deepEqual(opened, message);
  });

  test("promises nobody where nobody is reached, and asks nothing of who was helped", async function (assert) {
    const post = postWith(
      aCard({ rating: "not_helped", can_ask_person: false }),
      aCard({ id: "of_43", rating: "helped" })
    );
    await render(<template><WaypostCards @post={{post}} /></template>);

    assert.dom(".waypost-card__thanks").exists({ count: 2 });
    assert.dom(".waypost-card__talk").doesNotExist();
  });

  test("goes away when dismissed, keeps the reader's place, and comes back on undo", async function (assert) {
    pretender.post("/waypost/cards/of_42/dismiss.json", () => [204, {}, ""]);
    pretender.post("/waypost/cards/of_42/restore.json", () =>
      response({ card: aCard() })
    );
    const post = postWith(aCard());
    await render(<template><WaypostCards @post={{post}} /></template>);

    await focus(".waypost-card__dismiss");
    await click(".waypost-card__dismiss");
    assert.dom(".waypost-card").doesNotExist();
    assert.dom(".waypost-card-left__text").isFocused();

    await click(".waypost-card-left__undo");
    assert.dom(".waypost-card__title").hasText("Exporting your data");
    assert.dom(".waypost-card").isFocused();
  });

  test("is gone from an open page when an admin switches everything off", async function (assert) {
    const post = postWith(aCard());
    await render(<template><WaypostCards @post={{post}} /></template>);
    assert.dom(".waypost-card").exists();

    this.siteSettings.waypost_enabled = false;
    await settled();

    assert.dom(".waypost-card").doesNotExist();
  });

  test("speaks each text in its own language and direction", async function (assert) {
    const post = postWith(aCard({ lang: "ar", dir: "rtl", title: "تصدير" }));
    await render(<template><WaypostCards @post={{post}} /></template>);

    assert
      .dom(".waypost-card__title")
      .hasAttribute("lang", "ar")
      .hasAttribute("dir", "rtl");
    assert.dom(".waypost-card__footer").doesNotHaveAttribute("dir");
  });
});
