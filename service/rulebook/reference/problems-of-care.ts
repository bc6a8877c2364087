import type { ProblemText } from './problem-text.ts';

const site = `care:
  approvers: [mira]
  contacts: { en: [{ name: A helpline, reach: "0800 000 000, day and night" }] }`;
const front = `title: Somebody to talk to
owner: ana
tone: care
reviewed_on: 2026-11-01
review_every: 90d
approved: { by: mira, on: 2026-11-02, text: 0q7n082z }`;
const body = 'You do not have to be alone with this.';
const lines = `kind: care
as: message
reviewed_on: 2026-11-01
review_every: 90d
text: { any: [cannot go on] }`;

/** A care rule in order with its guide and its site, but for what is given. */
function care(but: { site?: string; on?: string; rule?: string; front?: string; body?: string }) {
  const rule = `id: talk\ngoal: Nobody is alone with it\nowner: ana\non: ${but.on ?? 'post.created'}\noffer: talk\n${but.rule ?? lines}`;
  return {
    files: {
      'site.yml': but.site ?? site,
      'care/talk.yml': rule,
      'resources/talk.md': `---\n${but.front ?? front}\n---\n\n${but.body ?? body}\n`,
    },
  };
}

/** Breaches of the law of care. */
export const problemsOfCare = {
  care_approver_unknown: {
    means: 'Somebody has approved the guide who is not among those who may.',
    mend: 'Let an approver read it, or name them under `approvers`.',
    example: care({ front: front.replace('by: mira', 'by: jo') }),
  },
  care_channel: {
    means: 'Care goes to its member alone, and one of the ways under `as` stands where others read.',
    mend: 'Write `as: message`, or `as: [banner, message]`. A rule without `as` replies, so care must say it.',
    example: care({ rule: lines.replace('as: message', 'as: [message, reply]') }),
  },
  care_for_everybody: {
    means: 'A care rule waits for something that is put before everybody.',
    mend: 'Choose a trigger that is about one member.',
    example: care({
      on: 'event\ntype: policy.changed\nplace: { topic: 1 }',
      rule: lines.replace(/\ntext:.*/, ''),
    }),
  },
  care_guide_review: {
    means: 'A guide that a care rule offers promises no review, or none within 90 days.',
    mend: 'Add `reviewed_on` and `review_every: 90d`, or less.',
    example: care({ front: front.replace('review_every: 90d', 'review_every: 180d') }),
  },
  care_holdout: {
    means: 'A care rule leaves a share of members out for a comparison.',
    mend: 'Take `holdout` out.',
    example: care({ rule: `${lines}\nholdout: 10%` }),
  },
  care_no_approver: {
    means: 'Nobody is named who may see and send what the rule offers.',
    mend: 'Name accounts under `approvers`, in the rule or under `care` in `site.yml`.',
    example: care({ site: site.replace('  approvers: [mira]\n', '') }),
  },
  care_no_contact: {
    means: 'The guide speaks a language in which `site.yml` names nobody to turn to.',
    mend: 'Add somebody under `care: { contacts: … }` for that language.',
    example: care({ site: site.replace('{ en: ', '{ de: ') }),
  },
  care_not_approved: {
    means: 'Nobody has approved the text. Each language and each wording is approved by itself.',
    mend: 'An approver reads it and adds the line that the message gives.',
    example: care({ front: front.replace(/\napproved:.*/, '') }),
  },
  care_review: {
    means: 'The rule promises no review, or none within 90 days.',
    mend: 'Add `reviewed_on` and `review_every: 90d`, or less.',
    example: care({ rule: lines.replace('review_every: 90d', 'review_every: 91d') }),
  },
  care_rollout: {
    means: 'Care is never sent by itself, so its rules climb to `review` and no higher.',
    mend: 'Write `rollout: review`.',
    example: care({ rule: `${lines}\nrollout: live` }),
  },
  care_sequence: {
    means: 'A care rule has steps, which would come by themselves.',
    mend: 'Write `offer` in place of `steps`.',
    example: care({ rule: `${lines}\nsteps: [{ id: one, offer: talk }]` }),
  },
  care_slot: {
    means: 'The guide repeats what the member wrote, such as the title of their topic.',
    mend: '`{{member}}` is the only slot there is for hard moments.',
    example: care({ body: 'We have read {{topic}}.' }),
  },
  care_text_changed: {
    means: 'The text, its title or its links are not the ones that were approved.',
    mend: 'An approver reads it again, then writes the letters that the message gives, and the day.',
    example: care({ body: 'You are alone with this.' }),
  },
  care_tone: {
    means: 'A care rule offers a guide in another tone.',
    mend: 'Read it with that in mind, then write `tone: care`.',
    example: care({ front: front.replace('tone: care', 'tone: light') }),
  },
  care_tracking: {
    means:
      'An address tells who opens it: it has something behind a `?`, a service counts before it leads on, or it is an image that its server sees being read.',
    mend: 'Write the plain address; describe images in words.',
    example: care({ body: 'Read [this](https://help.example/talk?utm_source=forum).' }),
  },
  key_of_care: {
    means: 'The key belongs to `kind: care`.',
    mend: 'Take it out, or change `kind`.',
    example: { rule: 'approvers: [mira]' },
  },
} as const satisfies Record<string, ProblemText>;
