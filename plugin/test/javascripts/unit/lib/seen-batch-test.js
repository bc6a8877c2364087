import { module, test } from "qunit";
import SeenBatch from "discourse/plugins/discourse-waypost/discourse/lib/seen-batch";

module("Unit | Lib | SeenBatch", function () {
  test("tells what was seen together in one call, and each id once", async function (assert) {
    const calls = [];
    const batch = new SeenBatch(async (ids) => calls.push(ids));

    batch.add("a");
    batch.add("b");
    batch.add("a");
    await batch.flush();
    batch.add("b");
    await batch.flush();

    assert.deepEqual(calls, [["a", "b"]]);
  });

  test("tells again what was lost on the way", async function (assert) {
    const calls = [];
    const batch = new SeenBatch(async (ids) => {
      calls.push(ids);
      if (calls.length === 1) {
        throw new Error("offline");
      }
    });

    batch.add("a");
    await batch.flush();
    batch.add("a");
    await batch.flush();

    assert.deepEqual(calls, [["a"], ["a"]]);
  });
});
