import type { Problem } from '../problem.ts';
import type { ParsedResource } from '../resources/parse-resource.ts';
import { slotPattern } from '../slots.ts';
import { reviewFaults } from './check-care-rule.ts';
import { digestOfText } from './digest-of-text.ts';
import { type Tracking, findTracking, whyTracked } from './find-tracking.ts';

/** What a guide is held to that a care rule offers: each language and wording by itself, `base` for what is said once. */
export function checkCareGuide(
  file: ParsedResource,
  { base, approvers }: { base: ParsedResource; approvers: readonly string[] },
): Problem[] {
  const { tone = base.values.tone ?? 'plain' } = file.values;
  const reviews = reviewFaults({ review_every: base.values.review_every, ...file.values });
  return [
    ...(tone === 'care'
      ? []
      : at(
          file,
          'tone',
          'care_tone',
          `its tone is ${tone}, and a care rule offers it; read it with that in mind, then write \`tone: care\``,
        )),
    ...reviews.flatMap(({ key, message }) =>
      at(file, key === 'kind' ? 'title' : key, 'care_guide_review', message),
    ),
    ...checkApproval(file, approvers),
    ...trackingIn(file).map(({ line, address, why }) => ({
      ...placeOfLine(file, line),
      code: 'care_tracking',
      message: `${address}: nobody is followed in a hard moment, and ${why}`,
    })),
    ...slotsIn(file),
  ];
}

function checkApproval(file: ParsedResource, approvers: readonly string[]): Problem[] {
  const { approved } = file.values;
  const digest = digestOfText(file);
  const example = `approved: { by: ${approvers[0] ?? 'mira'}, on: 2026-11-20, text: ${digest} }`;
  if (approved === undefined) {
    const message = `nobody has approved this text, and a care rule offers it; whoever may approve it reads it and adds \`${example}\``;
    return at(file, 'title', 'care_not_approved', message);
  }
  return [
    ...(approvers.includes(approved.by.toLowerCase())
      ? []
      : at(
          file,
          'approved',
          'care_approver_unknown',
          `${approved.by} is not among the approvers (${approvers.length === 0 ? 'none yet' : approvers.join(', ')}); let one of them read it, or name ${approved.by} under \`approvers\``,
        )),
    ...(approved.text === digest
      ? []
      : at(
          file,
          'approved',
          'care_text_changed',
          `the text is not the one that ${approved.by} approved on ${approved.on.toISOString().slice(0, 10)}; let an approver read it again, then write \`text: ${digest}\` and the day`,
        )),
  ];
}

/** Lines of the body, and −1 for the front matter. */
function trackingIn({ body, values }: ParsedResource): Tracking[] {
  const addresses = [values.watch, values.join, ...values.more.map(({ url }) => url)];
  return [
    ...findTracking(body),
    ...addresses.flatMap((address) => {
      const why = address === undefined ? null : whyTracked(address);
      return address === undefined || why === null ? [] : [{ line: -1, address, why }];
    }),
  ];
}

function slotsIn(file: ParsedResource): Problem[] {
  return file.body.split('\n').flatMap((text, line) =>
    [...text.matchAll(slotPattern)]
      .filter(([, name]) => name !== 'member')
      .map(([slot]) => ({
        ...placeOfLine(file, line),
        code: 'care_slot',
        message: `${slot} would repeat what the member wrote, and of that nothing is kept; say it without`,
      })),
  );
}

function placeOfLine(file: ParsedResource, line: number): { file: string; line: number; column: number } {
  return { file: file.file, line: line < 0 ? 1 : file.bodyLine + line, column: 1 };
}

function at(file: ParsedResource, key: string, code: string, message: string): Problem[] {
  return [{ file: file.file, ...file.placeOf(key), code, message }];
}
