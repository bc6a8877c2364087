/** The files of a care rule in order, with its guide and its site. Posts that say `cannot go on` fire it. */
export function careFiles(): Record<string, string> {
  return {
    'site.yml': `care:
  approvers: [mira]
  contacts: { en: [{ name: A helpline, reach: "0800 000 000, day and night" }] }
`,
    'care/talk.yml': `id: talk
goal: Nobody is alone with it
owner: ana
kind: care
on: post.created
text: { any: [cannot go on] }
offer: talk
as: message
reviewed_on: 2026-11-01
review_every: 90d
rollout: review
cases: { fires: [I cannot go on., I really cannot go on like this.], silent: [Hello there, It goes on and on.] }
`,
    'resources/talk.md': `---
title: Somebody to talk to
owner: ana
tone: care
reviewed_on: 2026-11-01
review_every: 90d
approved: { by: mira, on: 2026-11-02, text: 0q7n082z }
---

You do not have to be alone with this.
`,
  };
}
