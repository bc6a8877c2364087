import { resourceId } from '../../model/ids.ts';
import type { ResourceId } from '../../model/ids.ts';
import type { ParsedRule } from '../reading/parse-rule.ts';
import type { Problem } from '../problem.ts';
import { namesTopic } from '../resources/names-topic.ts';
import type { Resource } from '../resources/resource.ts';
import { triggerRow } from '../triggers/triggers.ts';

type Report = (path: PropertyKey[], code: string, message: string) => Problem[];

/** What a rule about no post may not ask of a post, nor its guide name. */
export function checkPlace(
  { value }: ParsedRule,
  resources: ReadonlyMap<ResourceId, Resource>,
  report: Report,
): Problem[] {
  const { on, where, offer, steps = [] } = value;
  const isNowhere = triggerRow(on).place === 'none';
  const { topic } = where;
  const asksForPost =
    isNowhere &&
    on !== 'flag.agreed' &&
    (where.tag.length > 0 ||
      where.opening_post !== null ||
      [topic.closed, topic.solved, topic.answered].some((ask) => ask !== null) ||
      (where.category.length > 0 && on !== 'category.first_visited'));
  const offered = [
    ...(offer === undefined || !isNowhere ? [] : [{ id: offer, what: `\`on: ${on}\``, path: ['offer'] }]),
    ...steps.map(({ id: step, offer: id }, index) => ({
      id,
      what: `step "${step}"`,
      path: ['steps', index, 'offer'],
    })),
  ];
  return [
    ...(asksForPost
      ? report(
          ['where'],
          'where_without_post',
          `\`on: ${on}\` is about no post, so nothing there can be as \`where\` asks and the rule never fires; take that out`,
        )
      : []),
    ...offered.flatMap(({ id, what, path }) => {
      const guide = resources.get(resourceId(id));
      return guide === undefined || !namesTopic(guide)
        ? []
        : report(
            path,
            'topic_without_post',
            `${what} is about no post, and the guide "${id}" names {{topic}}; offer one that does not`,
          );
    }),
  ];
}
