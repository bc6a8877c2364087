import { resourceId } from '../model/ids.ts';
import type { ResourceId } from '../model/ids.ts';
import type { ParsedResource } from './parse-resource.ts';
import type { Problem } from './problem.ts';
import type { Resource, ResourceVariant } from './resource.ts';
import type { Site } from './site.ts';

export interface CollectedResources {
  resources: Map<ResourceId, Resource>;
  problems: Problem[];
  warnings: Problem[];
}

/** Brings the languages of each resource together. */
export function collectResources(parsed: readonly ParsedResource[], site: Site): CollectedResources {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const resources = new Map<ResourceId, Resource>();
  for (const [id, files] of Map.groupBy(parsed, (file) => file.id)) {
    const base = files.find((file) => file.locale === null);
    if (base === undefined) {
      const file = files[0]?.file ?? id;
      problems.push({
        ...top(file),
        code: 'no_base',
        message: `there is no ${id}.md, the guide in the site's own language (${site.locale}); add it or rename this file`,
      });
      continue;
    }
    const variants = new Map<string, ResourceVariant>();
    for (const file of files) {
      const locale = file.locale ?? site.locale;
      const twin = variants.get(locale);
      if (twin !== undefined) {
        problems.push({
          ...top(file.file),
          code: 'duplicate_resource',
          message: `${twin.file} is this guide in ${locale} already; keep one of them`,
        });
      }
      if (!site.languages.includes(locale)) {
        warnings.push({
          ...top(file.file),
          code: 'language_not_spoken',
          message: `${locale} is not among the site's languages (${site.languages.join(', ')}), so nobody gets this; add it to \`languages\` in site.yml`,
        });
      }
      variants.set(locale, { locale, file: file.file, title: file.title, body: file.body });
    }
    resources.set(resourceId(id), {
      id: resourceId(id),
      file: base.file,
      title: base.title,
      owner: base.owner ?? 'nobody',
      reviewDueAt: earliest(files.map((file) => file.reviewDueAt)),
      variants,
    });
  }
  return { resources, problems, warnings };
}

function top(file: string): { file: string; line: number; column: number } {
  return { file, line: 1, column: 1 };
}

function earliest(dates: readonly (Date | null)[]): Date | null {
  const times = dates.flatMap((date) => (date === null ? [] : [date.getTime()]));
  return times.length === 0 ? null : new Date(Math.min(...times));
}
