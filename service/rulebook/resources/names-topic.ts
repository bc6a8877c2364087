import type { Resource } from './resource.ts';

const topicSlot = /\{\{\s*topic\s*\}\}/;

/** Whether a guide, in any language or wording, names the topic: then it cannot come to somebody who wrote nothing. */
export function namesTopic({ variants }: Resource): boolean {
  return [...variants.values()].some(({ body, situations }) =>
    [body, ...[...situations.values()].map((wording) => wording.body)].some((text) => topicSlot.test(text)),
  );
}
