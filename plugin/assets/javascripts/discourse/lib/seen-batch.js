import { cancel, later } from "@ember/runloop";

const PAUSE_MS = 1500;
const MOST_AT_ONCE = 50;

/** Collects what came into view and tells it in one call, each id once. */
export default class SeenBatch {
  #send;
  #told = new Set();
  #waiting = new Set();
  #timer = null;

  constructor(send) {
    this.#send = send;
  }

  add(id) {
    if (this.#told.has(id) || this.#waiting.has(id)) {
      return;
    }
    this.#waiting.add(id);
    this.#timer ??= later(this, this.flush, PAUSE_MS);
  }

  async flush() {
    this.stop();
    const ids = [...this.#waiting].slice(0, MOST_AT_ONCE);
    if (ids.length === 0) {
      return;
    }
    ids.forEach((id) => {
      this.#waiting.delete(id);
      this.#told.add(id);
    });
    try {
      await this.#send(ids);
    } catch {
      // a lost "seen" is not worth a message to the reader: tell it with the next one
      ids.forEach((id) => this.#told.delete(id));
    }
  }

  stop() {
    cancel(this.#timer);
    this.#timer = null;
  }
}
