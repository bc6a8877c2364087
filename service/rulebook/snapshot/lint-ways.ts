import type { Channel } from '../../model/decision.ts';
import type { ForumOutline } from '../../model/forum-outline.ts';
import { waysWithoutPlugin } from '../../model/ways.ts';
import { waysOf } from '../language/usual-ways.ts';
import type { Problem } from '../problem.ts';
import type { ParsedRule } from '../reading/parse-rule.ts';

/**
 * Rules, and steps of rules, of which the forum of the snapshot can show nothing as it is now. Warnings: such a rule
 * stands, what it decides is held, and it is heard as soon as the forum has what it lacks.
 */
export function lintWays(rules: readonly ParsedRule[], outline: ForumOutline): Problem[] {
  return rules.flatMap((rule) => {
    const { steps = [] } = rule.value;
    const isOwn = (step: (typeof steps)[number]) => step.as !== undefined;
    const isRuleHeard = steps.length > 0 && steps.every(isOwn);
    return [
      ...(isRuleHeard ? [] : unseen(rule, { path: ['as'], ways: waysOf(rule.value), outline })),
      ...steps.flatMap(({ as }, at) =>
        as === undefined ? [] : unseen(rule, { path: ['steps', at, 'as'], ways: as, outline }),
      ),
    ];
  });
}

function unseen(
  { file, yaml }: ParsedRule,
  asked: { path: readonly PropertyKey[]; ways: readonly Channel[]; outline: ForumOutline },
): Problem[] {
  const { path, ways } = asked;
  const { plugin } = asked.outline;
  const able: readonly Channel[] = [...waysWithoutPlugin, ...(plugin?.channels ?? [])];
  if (ways.some((way) => able.includes(way))) return [];
  const lack =
    plugin === null ? 'has no Waypost plugin' : `has a plugin that can only ${plugin.channels.join(', ')}`;
  const message = `held while this forum ${lack}: nothing else shows a ${ways.join(' or a ')}; add \`reply\` or \`message\` where members should be told without it`;
  return [{ file, ...yaml.placeOf(path), code: 'channel_not_possible', message }];
}
