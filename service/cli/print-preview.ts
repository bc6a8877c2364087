import type { Preview } from '../engine/render/preview-guide.ts';
import { findUses } from '../rulebook/resources/find-uses.ts';
import { measureGuide } from '../rulebook/resources/measure-guide.ts';
import type { Resource } from '../rulebook/resources/resource.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';

const width = 72;

/** Who answers for a guide, how long and how easy it is in each language, and which rules offer it. */
export function printGuide(rulebook: Rulebook, resource: Resource): string {
  const rules = findUses(rulebook).get(resource.id) ?? [];
  const due = resource.reviewDueAt === null ? 'no review date' : `review due ${day(resource.reviewDueAt)}`;
  return [
    `${resource.title} (${resource.file})`,
    `${formOf(resource)}, ${resource.tone}, answered for by ${resource.owner}, ${due}`,
    `offered by ${rules.length === 0 ? 'no rule' : rules.join(', ')}`,
    ...[...resource.variants.values()].map((variant) => {
      const { words, mostWords, ease } = measureGuide(variant, variant.locale);
      const easy =
        ease === null ? 'reading ease not measured' : `reading ease ${ease.score} (${ease.formula})`;
      return `${variant.locale}: ${words} of at most ${mostWords} words, ${easy}`;
    }),
  ].join('\n');
}

/** One way to show it, as Markdown between two lines. */
export function printPreview(preview: Preview): string {
  const wording = preview.situation === null ? '' : `, ${preview.situation}`;
  const head = `── ${preview.as}, ${preview.locale}${wording} `;
  return [head.padEnd(width, '─'), ...linesOf(preview), '─'.repeat(width)].join('\n');
}

function linesOf(preview: Preview): string[] {
  if (preview.as === 'reply') return [preview.raw];
  if (preview.as === 'message') return [`Subject: ${preview.title}`, '', preview.raw];
  const { title, raw, form, steps, link, why } = preview;
  const sign = (at: number): string => (form === 'checklist' ? '☐' : `${at + 1}.`);
  return [
    title.toUpperCase(),
    '',
    raw,
    ...(steps.length === 0 ? [] : ['', ...steps.map((step, at) => `${sign(at)} ${step.raw}`)]),
    ...(link === null ? [] : ['', `→ ${link.text}: ${link.url}`]),
    '',
    `${why.text} (${[why.owner, ...(why.reviewedOn === null ? [] : [day(why.reviewedOn)])].join(', ')})`,
  ];
}

function formOf({ variants }: Resource): string {
  return [...variants.values()][0]?.content.form ?? 'microguide';
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
