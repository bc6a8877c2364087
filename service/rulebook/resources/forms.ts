/** What a guide can be. Each form has a shape of its own (`read-content.ts`) and a length that people still read. */
export const forms = [
  'microguide',
  'checklist',
  'steps',
  'decision-tree',
  'video',
  'template',
  'story',
  'session',
] as const;
export type Form = (typeof forms)[number];

/** At most so many words, front matter and what stands in a code block aside; two characters of a script without spaces count as a word. */
export const mostWords: Readonly<Record<Form, number>> = {
  microguide: 120,
  checklist: 130,
  steps: 180,
  'decision-tree': 220,
  video: 150,
  template: 100,
  story: 180,
  session: 100,
};

export const mostItems = 10;
export const mostAnswers = 6;
export const deepestTree = 3;

/** Keys of the front matter that belong to one form; all but `lasts` must be there. */
export const keysOfForm = {
  watch: 'video',
  length: 'video',
  who: 'story',
  consent: 'story',
  when: 'session',
  lasts: 'session',
  where: 'session',
  join: 'session',
} as const satisfies Readonly<Record<string, Form>>;
export type KeyOfForm = keyof typeof keysOfForm;

export function isKeyOfForm(key: string): key is KeyOfForm {
  return Object.hasOwn(keysOfForm, key);
}
