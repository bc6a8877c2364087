import { resourceId } from '../model/ids.ts';
import type { ResourceId } from '../model/ids.ts';
import type { ParsedRule } from './parse-rule.ts';
import type { Problem } from './problem.ts';
import { namesTopic } from './resources/names-topic.ts';
import type { Resource } from './resources/resource.ts';
import { triggerRow } from './triggers/triggers.ts';

type Report = (path: PropertyKey[], code: string, message: string) => Problem[];

/** What a rule about no post may not ask of a post, nor its guide name. */
export function checkPlace(
  { value }: ParsedRule,
  resources: ReadonlyMap<ResourceId, Resource>,
  report: Report,
): Problem[] {
  const { on, where, offer, steps = [] } = value;
  if (triggerRow(on).place !== 'none' || on === 'flag.agreed') return [];
  const { topic } = where;
  const asksForPost =
    where.tag.length > 0 ||
    where.opening_post !== null ||
    [topic.closed, topic.solved, topic.answered].some((ask) => ask !== null) ||
    (where.category.length > 0 && on !== 'category.first_visited');
  const offered = [
    ...(offer === undefined ? [] : [{ id: offer, path: ['offer'] }]),
    ...steps.map(({ id: _, offer: id }, index) => ({ id, path: ['steps', index, 'offer'] })),
  ];
  return [
    ...(asksForPost
      ? report(
          ['where'],
          'where_without_post',
          `\`on: ${on}\` is about no post, so nothing there can be as \`where\` asks and the rule never fires; take that out`,
        )
      : []),
    ...offered.flatMap(({ id, path }) => {
      const guide = resources.get(resourceId(id));
      return guide === undefined || !namesTopic(guide)
        ? []
        : report(
            path,
            'topic_without_post',
            `\`on: ${on}\` is about no post, and the guide "${id}" names {{topic}}; offer one that does not`,
          );
    }),
  ];
}
