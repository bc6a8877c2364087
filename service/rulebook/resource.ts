import type { ResourceId } from '../model/ids.ts';

/** One curated piece of help in all its languages. */
export interface Resource {
  id: ResourceId;
  file: string;
  title: string;
  owner: string;
  reviewDueAt: Date | null;
  /** By language, lower case: `en`, `de`, `pt-br`. The plain file is in the site's own language. */
  variants: ReadonlyMap<string, ResourceVariant>;
}

export interface ResourceVariant {
  locale: string;
  file: string;
  title: string;
  /** Markdown; `{{member}}` and its like are slots. */
  body: string;
}
