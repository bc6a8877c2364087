/** A card as the forum sends it (CONTRACT.md §3.1), with what a test wants different. */
export default function aCard(different = {}) {
  return {
    id: "of_42",
    version: 1,
    channel: "card",
    kind: "help",
    form: "microguide",
    topic_id: 280,
    post_id: 398,
    title: "Exporting your data",
    cooked: "<p>Three steps, about a <strong>minute</strong>.</p>",
    steps: [],
    link: { url: "/t/exporting/5", text: "The whole guide" },
    why: {
      text: "You asked how to export.",
      owner: "Ana",
      reviewed_on: "2026-05-03",
    },
    lang: "en",
    dir: "ltr",
    rating: null,
    person_asked: false,
    can_ask_person: true,
    expires_at: null,
    ...different,
  };
}

export const STEPS = [
  { key: "open", cooked: "Open <em>Preferences</em>", done: false },
  { key: "ask", cooked: "Press Download all", done: false },
];
