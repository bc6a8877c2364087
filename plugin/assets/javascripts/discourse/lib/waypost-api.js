import { ajax } from "discourse/lib/ajax";

// Every call to the forum, one function each: shapes and answers are those of CONTRACT.md §3 and §4.

function card(id, act) {
  return `/waypost/cards/${encodeURIComponent(id)}/${act}.json`;
}

export async function fetchCards(postIds) {
  const { posts } = await ajax("/waypost/cards.json", {
    data: { post_ids: postIds.join(",") },
  });
  return posts;
}

export async function fetchBanners() {
  const { banners } = await ajax("/waypost/banners.json");
  return banners;
}

export function noteSeen(ids) {
  return ajax("/waypost/cards/seen.json", { type: "POST", data: { ids } });
}

export function noteClick(id) {
  return ajax(card(id, "click"), { type: "POST" });
}

export async function rate(id, helped) {
  const answer = await ajax(card(id, "rate"), {
    type: "POST",
    data: { helped },
  });
  return answer.card;
}

export function dismiss(id) {
  return ajax(card(id, "dismiss"), { type: "POST" });
}

export async function restore(id) {
  const answer = await ajax(card(id, "restore"), { type: "POST" });
  return answer.card;
}

export async function snooze(id, days) {
  const { until } = await ajax(card(id, "snooze"), {
    type: "POST",
    data: { days },
  });
  return until;
}

export function declineKind(id) {
  return ajax(card(id, "decline-kind"), { type: "POST" });
}

export async function setStep(id, key, done) {
  const answer = await ajax(card(id, `steps/${encodeURIComponent(key)}`), {
    type: "PUT",
    data: { done },
  });
  return answer.card;
}

export async function askPerson(id) {
  const { message } = await ajax(card(id, "ask-person"), { type: "POST" });
  return message;
}

export async function fetchPreferences() {
  const { preferences } = await ajax("/waypost/preferences.json");
  return preferences;
}

/** Sends only what changes; answers with all of them. */
export async function changePreferences(changes) {
  const { preferences } = await ajax("/waypost/preferences.json", {
    type: "PUT",
    contentType: "application/json",
    data: JSON.stringify({ preferences: changes }),
  });
  return preferences;
}

export function eraseMyData() {
  return ajax("/waypost/my-data.json", { type: "DELETE" });
}

export async function fetchOverview() {
  const { overview } = await ajax(
    "/admin/plugins/discourse-waypost/overview.json"
  );
  return overview;
}
