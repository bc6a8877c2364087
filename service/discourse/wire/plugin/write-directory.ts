import type { Guide } from '../../../model/plugin.ts';
import { asDay, asForumLocale } from './write-plugin-offer.ts';

export interface Directory {
  version: string;
  resources: readonly Guide[];
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
