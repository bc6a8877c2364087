import type { ParsedRule } from '../reading/parse-rule.ts';
import type { Problem } from '../problem.ts';

type Report = (path: PropertyKey[], code: string, message: string) => Problem[];

/** Whether a rule says what it offers, once or step by step, and each step has an id of its own. */
export function checkSequence({ value }: ParsedRule, report: Report): Problem[] {
  const { offer, steps, until, wait, rotate } = value;
  if (steps === undefined) {
    return [
      ...(offer !== undefined && rotate !== undefined
        ? report(
            ['offer'],
            'offer_beside_rotation',
            'the guides under `rotate` take turns, and there is another beside them; add it to `rotate`, or take one of the two out',
          )
        : []),
      ...(offer === undefined && rotate === undefined
        ? report(
            [],
            'offer_missing',
            'this rule offers nothing; name a guide under `offer`, or several under `steps`',
          )
        : []),
      ...(until === undefined
        ? []
        : report(
            ['until'],
            'until_without_steps',
            '`until` ends a sequence, and this rule has no `steps`; take it out',
          )),
    ];
  }
  const ids = steps.map(({ id }) => id);
  return [
    ...(offer === undefined
      ? []
      : report(['offer'], 'offer_beside_steps', 'each step has an `offer` of its own; take this one out')),
    ...(wait === undefined
      ? []
      : report(['wait'], 'wait_beside_steps', 'each step has a `wait` of its own; take this one out')),
    ...ids.flatMap((id, index) =>
      ids.indexOf(id) === index
        ? []
        : report(
            ['steps', index, 'id'],
            'duplicate_step',
            `step "${id}" is here twice; members stand on a step by its id, so give this one another`,
          ),
    ),
  ];
}
