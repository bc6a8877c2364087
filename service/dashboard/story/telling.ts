import type { Language } from '../../look/language.ts';

/** What the story is told with. */
export interface Telling {
  language: Language;
  now: Date;
  forumUrl: string;
  /** How many rules there are to consider a post. */
  rules: number;
  /** The title of a guide, or its id where the rules no longer know it. */
  nameGuide: (resource: string) => string;
}
