import type { ResourceId } from '../../../model/ids.ts';
import { asDay, asForumLocale } from './write-plugin-offer.ts';
import type { Form, GuideLink, Step } from './write-plugin-offer.ts';

/** One guide in one language. */
export interface DirectoryEntry {
  id: ResourceId;
  locale: string;
  title: string;
  raw: string;
  form: Form;
  steps: readonly Step[];
  link: GuideLink | null;
  owner: string | null;
  reviewedOn: Date | null;
  /** Whether members find it in the forum's directory. */
  listed: boolean;
}

export interface Directory {
  version: string;
  resources: readonly DirectoryEntry[];
}

/** The body of `PUT /waypost/resources.json`. */
export function writeDirectory({ version, resources }: Directory): string {
  return JSON.stringify({
    directory: {
      version,
      resources: resources.map((entry) => ({
        id: entry.id,
        locale: asForumLocale(entry.locale),
        title: entry.title,
        raw: entry.raw,
        form: entry.form,
        steps: entry.steps.length === 0 ? undefined : entry.steps,
        link: entry.link ?? undefined,
        owner: entry.owner ?? undefined,
        reviewed_on: asDay(entry.reviewedOn),
        listed: entry.listed,
      })),
    },
  });
}
