import { z } from 'zod';
import { triggerNames, triggers } from './triggers/triggers.ts';
import { resourceSchema } from './resources/resource-schema.ts';
import { ruleSchema, siteSchema, stagesSchema } from './schema.ts';

/** JSON Schema for editors, by file name: completion, hover text and red lines while somebody writes a rule. `check` stays the judge. */
export function jsonSchemas(): Readonly<Record<string, object>> {
  return {
    'rule.json': schemaOf(ruleSchema, 'A rule of Waypost'),
    'site.json': schemaOf(siteSchema, 'What holds for the whole forum'),
    'stages.json': schemaOf(stagesSchema, 'Where members are on their way'),
    'resource.json': schemaOf(resourceSchema, 'The front matter of a guide'),
  };
}

function schemaOf(schema: z.ZodType, title: string): object {
  const { $schema, ...rest } = shapeOf(schema);
  const described = Object.entries(rest.properties ?? {}).map(([key, value]): [string, unknown] => [
    key,
    typeof value === 'object' && Object.hasOwn(hoverTexts, key)
      ? { description: hoverTexts[key], ...value }
      : value,
  ]);
  return { $schema, title, ...rest, properties: Object.fromEntries<unknown>(described) };
}

/** Values as authors write them: before defaults, and with `x` for `[x]`. */
function shapeOf(schema: z.core.$ZodType): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', override: allowBothForms });
}

function allowBothForms({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: z.core.$ZodTypes;
  jsonSchema: z.core.JSONSchema.BaseSchema;
}): void {
  if (!(zodSchema instanceof z.core.$ZodPipe)) return;
  const { in: before, out } = zodSchema._zod.def;
  if (before._zod.def.type !== 'transform') return;
  const many = inner(out);
  const one = out instanceof z.core.$ZodArray ? inner(out._zod.def.element) : { type: 'string' as const };
  for (const key of Object.keys(many)) Reflect.deleteProperty(jsonSchema, key);
  jsonSchema.anyOf = [one, many];
}

function inner(schema: z.core.$ZodType): z.core.JSONSchema.BaseSchema {
  const { $schema: _, ...shape } = shapeOf(schema);
  return shape;
}

/** What an editor shows beside a key. */
const hoverTexts: Readonly<Record<string, string>> = {
  id: 'Small letters, digits, hyphens. Never change it: what was offered is remembered under this name.',
  goal: 'What the rule is for, in one sentence.',
  owner: 'Who answers for it.',
  kind: 'The kind of help; help goes before celebrate, announce and promote.',
  priority: 'When several rules want the same post, the higher goes first within its kind.',
  on: `What makes the rule look at all. ${triggerNames.map((name) => `${name}: ${triggers[name].when}.`).join(' ')}`,
  after: 'topic.unanswered: how long nobody has answered, such as 2d.',
  count: 'post.liked: how many likes.',
  badge: 'badge.granted: numbers of badges, as in their addresses.',
  level: 'member.promoted: the trust level that was reached.',
  group: 'group.joined, group.left: names of groups.',
  tag: 'topic.tagged: the tag that was set.',
  type: 'event: what the sender calls it, such as release.published.',
  data: 'event: fields with the values that count, such as { channel: stable }.',
  place: 'event: where the post goes: { topic: 123 }.',
  where: 'Category (with those below it), tags, place in the topic and state of the topic.',
  text: 'What the post must say, and must not say.',
  who: 'Which members: stage, trust level, groups, language. What is not known counts as no.',
  offer: 'The guide: resources/<offer>.md.',
  as: 'Where it appears; the first that is possible.',
  wait: 'Time for people to answer first: 10m, at least 60s.',
  fresh_for: 'Later than this it is not sent.',
  withdraw_when: 'What ends the need before it is sent.',
  limit: 'How often: member (1 per 30d), topic, site (20 per day); over: defer or drop.',
  rollout: 'The highest rung the rule may have: draft does nothing, shadow shows nothing, live offers.',
  holdout: 'Share of members left out for comparison, such as 10%.',
  reviewed_on: 'When somebody last read this.',
  review_every: 'How long that holds, such as 180d; later a guide is not sent.',
  cases: 'Posts that must fire the rule, and posts that must not; at least two of each above draft.',
};
