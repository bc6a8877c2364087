import { resourceId } from '../../model/ids.ts';
import type { ResourceId } from '../../model/ids.ts';
import { reviewDueAt } from '../reading/parse-rule.ts';
import type { Problem } from '../problem.ts';
import type { Site } from '../site.ts';
import { checkKeys } from './check-keys.ts';
import { checkWording } from './check-wording.ts';
import type { Form } from './forms.ts';
import { followSupersession } from './follow-supersession.ts';
import type { ParsedResource } from './parse-resource.ts';
import { readContent } from './read-content.ts';
import type { GuideText, Resource, ResourceVariant, Situation } from './resource.ts';

export interface CollectedResources {
  resources: Map<ResourceId, Resource>;
  /** Where offers of a superseded guide go. Its own file may still be there or not. */
  supersededBy: Map<ResourceId, ResourceId>;
  problems: Problem[];
  warnings: Problem[];
}

/** Brings the languages and wordings of each resource together, and looks at each as its form has it. */
export function collectResources(parsed: readonly ParsedResource[], site: Site): CollectedResources {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const resources = new Map<ResourceId, Resource>();
  for (const [id, files] of Map.groupBy(parsed, (file) => file.id)) {
    const base = files.find((file) => file.locale === null && file.situation === null);
    if (base === undefined) {
      const message = `there is no ${id}.md, the guide in the site's own language (${site.locale}); add it or rename this file`;
      problems.push({ ...top(files[0]?.file ?? id), code: 'no_base', message });
      continue;
    }
    const collected = collectOne(resourceId(id), base, files, site);
    problems.push(...collected.problems);
    warnings.push(...collected.warnings);
    resources.set(resourceId(id), collected.resource);
  }
  const superseded = followSupersession(parsed);
  return {
    resources,
    supersededBy: superseded.supersededBy,
    problems: [...problems, ...superseded.problems],
    warnings,
  };
}

function collectOne(
  id: ResourceId,
  base: ParsedResource,
  files: readonly ParsedResource[],
  site: Site,
): { resource: Resource; problems: Problem[]; warnings: Problem[] } {
  const form = base.values.form ?? 'microguide';
  const problems: Problem[] = checkKeys(base, files);
  const warnings: Problem[] = [];
  const variants = new Map<string, ResourceVariant>();
  const isRead = (file: ParsedResource): GuideText => {
    const wording = checkWording(file, form, file.locale ?? site.locale, site);
    const read = readText(file, base, form, files);
    problems.push(...read.problems, ...wording.problems);
    warnings.push(...wording.warnings);
    return read.text;
  };
  const plainFirst = [base, ...files.filter((file) => file !== base && file.situation === null)];
  for (const file of plainFirst) {
    const locale = file.locale ?? site.locale;
    const twin = variants.get(locale);
    if (twin !== undefined) {
      const message = `${twin.file} is this guide in ${locale} already; keep one of them`;
      problems.push({ ...top(file.file), code: 'duplicate_resource', message });
    }
    if (!site.languages.includes(locale)) {
      const message = `${locale} is not among the site's languages (${site.languages.join(', ')}), so nobody gets this; add it to \`languages\` in site.yml`;
      warnings.push({ ...top(file.file), code: 'language_not_spoken', message });
    }
    variants.set(locale, { ...isRead(file), locale, situations: new Map() });
  }
  for (const file of files) {
    if (file.situation === null) continue;
    const locale = file.locale ?? site.locale;
    const variant = variants.get(locale);
    if (variant === undefined) {
      const message = `there is no ${id}.${locale}.md, so nobody would get this wording; add it or rename this file`;
      problems.push({ ...top(file.file), code: 'no_base', message });
    } else
      variants.set(locale, { ...variant, situations: withWording(variant, file.situation, isRead(file)) });
    if ((site.situations.get(file.situation) ?? []).length === 0) {
      const message = `nothing tells when a member is in this mood: list words under \`situations: ${file.situation}:\` in site.yml, or nobody gets this`;
      warnings.push({ ...top(file.file), code: 'situation_not_told', message });
    }
  }
  const { content } = variants.get(base.locale ?? site.locale) ?? {
    content: { form: 'microguide' as const },
  };
  const resource: Resource = {
    id,
    file: base.file,
    title: base.values.title ?? id,
    owner: base.values.owner ?? 'nobody',
    tone: base.values.tone ?? 'plain',
    reviewedOn: earliest(files.map(({ values }) => values.reviewed_on ?? null)),
    reviewDueAt: earliest(
      files.map(({ values }) => reviewDueAt({ review_every: base.values.review_every, ...values })),
    ),
    overAt: content.form === 'session' && content.when.kind === 'moment' ? content.when.endsAt : null,
    variants,
  };
  return { resource, problems, warnings };
}

function withWording(
  { situations }: ResourceVariant,
  situation: Situation,
  text: GuideText,
): ReadonlyMap<Situation, GuideText> {
  return new Map([...situations, [situation, text]]);
}

/** A file says for itself what it says otherwise than the plain file of its language, and that than the guide's own. */
function readText(
  file: ParsedResource,
  base: ParsedResource,
  form: Form,
  files: readonly ParsedResource[],
): { text: GuideText; problems: Problem[] } {
  const plain = files.find(({ locale, situation }) => locale === file.locale && situation === null) ?? base;
  const { content, faults } = readContent(form, file.body, {
    ...base.values,
    ...plain.values,
    ...file.values,
  });
  const more = [file, plain, base].find(({ values }) => values.more.length > 0)?.values.more ?? [];
  return {
    text: {
      file: file.file,
      title: file.values.title ?? plain.values.title ?? base.id,
      body: file.body,
      content,
      more,
    },
    problems: faults.map(({ line, message }) => ({
      file: file.file,
      line: file.bodyLine + line,
      column: 1,
      code: 'not_its_form',
      message,
    })),
  };
}

function top(file: string): { file: string; line: number; column: number } {
  return { file, line: 1, column: 1 };
}

function earliest(dates: readonly (Date | null)[]): Date | null {
  const times = dates.flatMap((date) => (date === null ? [] : [date.getTime()]));
  return times.length === 0 ? null : new Date(Math.min(...times));
}
