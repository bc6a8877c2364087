import type { Problem } from '../problem.ts';
import type { Rule } from '../rule.ts';
import type { Rulebook } from '../rulebook.ts';
import type { Term } from '../text/term.ts';
import { missingLanguages } from './missing-languages.ts';
import { shortStopWords } from './short-stop-words.ts';

/**
 * What is allowed and yet hardly meant: rules that cannot fire or that another always precedes, guides that nobody offers
 * or that lack one of the site's languages, words to stop with that a forum would refuse.
 */
export function lintRules(rulebook: Rulebook): Problem[] {
  const rules = [...rulebook.rules.values()];
  const offered = new Set(
    rules.flatMap((rule) => [rule.offer, ...rule.rotation, ...rule.steps.map(({ offer }) => offer)]),
  );
  return [
    ...rules.flatMap(neverFires),
    ...alwaysPreceded(rules),
    ...[...rulebook.resources.values()]
      .filter(({ id }) => !offered.has(id) && !rulebook.supersededBy.has(id))
      .map(({ file, id }) =>
        warn(file, 'unused_resource', `no rule offers the guide "${id}"; write one, or take the guide out`),
      ),
    ...missingLanguages(rulebook),
    ...shortStopWords(rulebook),
  ];
}

function neverFires(rule: Rule): Problem[] {
  const { text, where, who } = rule;
  const none = new Set<Term>(text?.none ?? []);
  const lists = [text?.any, text?.title, text?.near, text?.code, text?.quoted].filter(
    (list) => list !== undefined && list.length > 0,
  );
  const shut =
    lists.find((list) => list?.every((term) => none.has(term))) ?? text?.all.find((term) => none.has(term));
  const both = (wanted: readonly string[], refused: readonly string[]): boolean =>
    wanted.length > 0 && wanted.every((one) => refused.includes(one));
  return [
    ...(shut === undefined ? [] : ['all that `text` asks for is under `none` as well']),
    ...(both(where.categories, where.notCategories)
      ? ['`category` and `not_category` leave no category']
      : []),
    ...(both(where.tags, where.notTags) ? ['`tag` and `not_tag` leave no tag'] : []),
    ...(both(who.groups, who.notGroups) ? ['`group` and `not_group` leave no group'] : []),
    ...(where.topic.closed === true ? ['a closed topic takes no reply'] : []),
    ...(where.topic.solved === true && rule.withdrawWhen.has('solved')
      ? ['it asks for solved topics, and `withdraw_when` has `solved`']
      : []),
    ...(where.topic.answered === true && rule.withdrawWhen.has('answered')
      ? ['it asks for answered topics, and `withdraw_when` has `answered`']
      : []),
  ].map((why) => warn(rule.file, 'never_fires', `this rule can never fire: ${why}`));
}

/** A rule behind another of the same kind that fires on all it fires on, with the same conditions, and goes first. */
function alwaysPreceded(rules: readonly Rule[]): Problem[] {
  const groups = Map.groupBy(rules, ({ kind, trigger, details, where, who }) =>
    JSON.stringify([kind, trigger, written(details), where, who]),
  );
  return [...groups.values()].flatMap((group) => {
    const byTerm = new Map<Term, Rule[]>();
    for (const rule of group) {
      if (!isPlain(rule)) continue;
      for (const term of rule.text?.any ?? []) byTerm.set(term, [...(byTerm.get(term) ?? []), rule]);
    }
    return group.flatMap((rule) => {
      const first = isPlain(rule) ? rule.text?.any[0] : undefined;
      const others = first === undefined ? [] : (byTerm.get(first) ?? []);
      const before = others.find((other) => precedes(other, rule));
      if (before === undefined) return [];
      return [
        warn(
          rule.file,
          'always_preceded',
          `"${before.id}" (${before.file}) fires on everything that this rule fires on, and goes first; give this one a higher \`priority\` or words of its own`,
        ),
      ];
    });
  });
}

/** Words under `any` and nothing else that could tell two rules apart. */
function isPlain({ text }: Rule): boolean {
  return (
    text !== null &&
    text.any.length > 0 &&
    [text.all, text.title, text.near, text.code, text.quoted].every((list) => list.length === 0)
  );
}

function precedes(other: Rule, rule: Rule): boolean {
  if (other === rule || other.rollout !== rule.rollout || other.holdout > 0) return false;
  const wider = new Set(other.text?.any);
  const refused = new Set(rule.text?.none);
  return (
    other.priority > rule.priority &&
    (rule.text?.any ?? []).every((term) => wider.has(term)) &&
    (other.text?.none ?? []).every((term) => refused.has(term))
  );
}

/** JSON has no maps. */
function written({ data, ...details }: Rule['details']): unknown {
  return [details, [...data]];
}

function warn(file: string, code: string, message: string): Problem {
  return { file, line: 1, column: 1, code, message };
}
