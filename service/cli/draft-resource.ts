import { stringify } from 'yaml';
import type { Form } from '../rulebook/resources/forms.ts';

export interface ResourceDraft {
  title: string;
  owner: string;
  form: Form;
  today: Date;
}

/** A guide of its form with something in every place, to be written over. It passes `check` as it is. */
export function draftResource({ title, owner, form, today }: ResourceDraft): string {
  const { front, body } = drafts[form];
  const values = {
    title,
    ...(form === 'microguide' ? {} : { form }),
    owner,
    reviewed_on: day(today),
    review_every: '180d',
    ...front(today),
  };
  return `---\n${stringify(values, { lineWidth: 0 })}---\n\n${body}\n`;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

interface Draft {
  front(today: Date): Record<string, string>;
  body: string;
}
const none = (): Record<string, string> => ({});

const drafts: Readonly<Record<Form, Draft>> = {
  microguide: {
    front: none,
    body: 'Hello {{member}}, here is what helps most people:\n\n- The first thing.\n- The second thing.',
  },
  checklist: {
    front: none,
    body: 'Worth a look before you post:\n\n- The first thing to check\n- The second thing to check',
  },
  steps: {
    front: none,
    body: 'It takes about a minute:\n\n1. Do this first.\n2. Then do this.\n3. You should see this now.',
  },
  'decision-tree': {
    front: none,
    body: `What happens when you try?

- **Nothing**: Is the program up to date?
  - Yes: look at the log and post it here.
  - No: update it and try again.
- **A message appears**: copy it into your post as text.`,
  },
  video: {
    front: () => ({ watch: 'https://example.org/your-video', length: '2m' }),
    body: `What one sees: somebody does this from beginning to end.

The same in words, for all who cannot watch or hear it: first open the menu, then choose the entry, and at the end press the button to save.`,
  },
  template: {
    front: none,
    body: 'Copy this into your post and fill it in:\n\n```\nWhat I did:\nWhat I expected:\nWhat happened:\nVersion:\n```',
  },
  story: {
    front: (today) => ({ who: 'a member who likes to be named like this', consent: day(today) }),
    body: 'What they wanted to do, and what they tried.\n\nHow it went, and what they would do again.',
  },
  session: {
    front: () => ({
      when: 'every first Thursday at 18:00 UTC',
      where: 'our video room',
      join: 'https://example.org/your-room',
    }),
    body: 'Bring a question or just listen. It is recorded for those who cannot come.',
  },
};
