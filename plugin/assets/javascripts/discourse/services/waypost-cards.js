import { tracked } from "@glimmer/tracking";
import Service, { service } from "@ember/service";
import SeenBatch from "../lib/seen-batch";
import * as api from "../lib/waypost-api";

const CHANNEL = "/waypost/offers";
const MOST_POSTS = 50;

/**
 * What this member is offered on this forum, as it is now.
 *
 * A post brings its cards with it (`post.waypost_cards`). From the first change on (a live message, something
 * the member did) what is kept here counts instead, so that nothing stale comes back with a post read earlier.
 */
export default class WaypostCards extends Service {
  @service currentUser;
  @service messageBus;
  @service siteSettings;

  #broughtByPosts = new Map();
  #seen = new SeenBatch(api.noteSeen);
  #whenTold = (message) => {
    if (!this.siteSettings.waypost_enabled) {
      return;
    }
    if (message.reload) {
      return Promise.all([
        this.refreshPosts(this.#postsWithCards()),
        this.refreshBanners(),
      ]).catch(() => {});
    }
    const refreshed =
      message.channel === "banner"
        ? this.refreshBanners()
        : this.refreshPosts([message.post_id]);
    // the next message or the next visit brings it
    return refreshed.catch(() => {});
  };
  @tracked _banners = this.currentUser?.waypost_banners ?? [];

  @tracked _byPost = new Map();

  willDestroy() {
    super.willDestroy(...arguments);
    this.#seen.stop();
    this.messageBus.unsubscribe(CHANNEL, this.#whenTold);
  }

  listen() {
    // from where the page was made on: what came between page and first poll is told, too
    this.messageBus.subscribe(
      CHANNEL,
      this.#whenTold,
      this.currentUser.waypost_offers_position
    );
  }

  /** The setting is live: switched off by an admin, everything is gone from open pages as well. */
  get banners() {
    return this.siteSettings.waypost_enabled ? this._banners : [];
  }

  cardsUnder(post) {
    if (!this.siteSettings.waypost_enabled) {
      return [];
    }
    if (post?.waypost_cards?.length > 0) {
      this.#broughtByPosts.set(post.id, post.waypost_cards);
    }
    return this._byPost.get(post?.id) ?? post?.waypost_cards ?? [];
  }

  inView(card) {
    this.#seen.add(card.id);
  }

  clicked(card) {
    // following the link matters more than counting it
    api.noteClick(card.id).catch(() => {});
  }

  async rate(card, helped) {
    this.#put(await api.rate(card.id, helped));
  }

  /** Ticks at once and asks then, so that a slow line is not felt; takes it back when the forum says no. */
  async setStep(card, key, done) {
    this.#put(withStep(card, key, done));
    try {
      this.#put(await api.setStep(card.id, key, done));
    } catch (error) {
      this.#put(withStep(card, key, !done));
      throw error;
    }
  }

  async dismiss(card) {
    await api.dismiss(card.id);
    this.#put({ ...card, left: { how: "dismissed" } });
  }

  async snooze(card, days) {
    const until = await api.snooze(card.id, days);
    this.#put({ ...card, left: { how: "snoozed", until } });
  }

  async declineKind(card) {
    await api.declineKind(card.id);
    this.#put({ ...card, left: { how: "declined" } });
  }

  async restore(card) {
    this.#put({ ...(await api.restore(card.id)), returned: true });
  }

  async askPerson(card) {
    const message = await api.askPerson(card.id);
    this.#put({ ...card, person_asked: true });
    return message;
  }

  async refreshPosts(ids) {
    if (ids.length === 0) {
      return;
    }
    const posts = await api.fetchCards(ids);
    const byPost = new Map(this._byPost);
    ids.forEach((id) => {
      byPost.set(id, keepPlaces(byPost.get(id) ?? [], posts[id] ?? []));
    });
    this._byPost = byPost;
  }

  async refreshBanners() {
    this._banners = keepPlaces(this._banners, await api.fetchBanners());
  }

  /** The lines with a way back are for the page they were made on. */
  leavePage() {
    this._banners = withoutLeft(this._banners);
    this._byPost = new Map(
      [...this._byPost].map(([id, cards]) => [id, withoutLeft(cards)])
    );
  }

  #put(card) {
    if (card.channel === "banner") {
      this._banners = replaced(this._banners, card);
      return;
    }
    const id = card.post_id;
    const cards = this._byPost.get(id) ?? this.#broughtByPosts.get(id) ?? [];
    this._byPost = new Map(this._byPost).set(id, replaced(cards, card));
  }

  #postsWithCards() {
    return [
      ...new Set([...this.#broughtByPosts.keys(), ...this._byPost.keys()]),
    ].slice(-MOST_POSTS);
  }
}

function withStep(card, key, done) {
  const steps = card.steps.map((step) =>
    step.key === key ? { ...step, done } : step
  );
  return { ...card, steps };
}

function replaced(cards, card) {
  return cards.some(({ id }) => id === card.id)
    ? cards.map((old) => (old.id === card.id ? card : old))
    : [...cards, card];
}

function withoutLeft(cards) {
  return cards.filter(({ left }) => !left);
}

/** A card the member just put away leaves a line with a way back, until the page is left. */
function keepPlaces(before, now) {
  const places = before.filter(
    (card) => card.left && !now.some(({ id }) => id === card.id)
  );
  return [...places, ...now];
}
