import type { ResourceId } from '../../model/ids.ts';
import type { Content } from './content.ts';

/** The mood of a text where a guide has a wording of its own for it. */
export const situations = ['frustrated', 'confused', 'praise'] as const;
export type Situation = (typeof situations)[number];

/** How it sounds: `light` may smile, `care` is for hard moments. */
export const tones = ['plain', 'light', 'care'] as const;
export type Tone = (typeof tones)[number];

/** One curated piece of help in all its languages. */
export interface Resource {
  id: ResourceId;
  file: string;
  title: string;
  owner: string;
  tone: Tone;
  /** The day on which somebody last read it; null: never said. */
  reviewedOn: Date | null;
  reviewDueAt: Date | null;
  /** A session that has ended is offered to nobody any more; null: does not end. */
  overAt: Date | null;
  /** By language, lower case: `en`, `de`, `pt-br`. The plain file is in the site's own language. */
  variants: ReadonlyMap<string, ResourceVariant>;
}

/** A guide in one language. */
export interface ResourceVariant extends GuideText {
  locale: string;
  /** Its wordings for a mood; whoever is in none of them gets this text. */
  situations: ReadonlyMap<Situation, GuideText>;
}

/** What is shown: a title, a body in its form, and where more is to be found. */
export interface GuideText {
  file: string;
  title: string;
  /** Markdown; `{{member}}` and its like are slots. */
  body: string;
  content: Content;
  more: readonly Link[];
}

export interface Link {
  text: string;
  /** `https://…`, or `/…` for a page of the forum itself. */
  url: string;
}
