import type { Problem } from '../problem.ts';
import type { Rule } from '../rule.ts';
import type { Rulebook } from '../rulebook.ts';
import { snapshotFile } from './parse-snapshot.ts';

/** What the snapshot leaves open: names that were held to nothing, and facts and moments that this forum tells of few members, or of none. */
export function lintSnapshot({ rules, outline }: Pick<Rulebook, 'rules' | 'outline'>): Problem[] {
  const all = [...rules.values()];
  const unread = unreadKinds(outline).filter((kind) => all.some((rule) => namesOf[kind](rule).length > 0));
  const message = `${unread.join(', ')}: not checked${outline === null ? '; run `waypost snapshot` to write down what the forum has' : ', because the forum did not tell them when the snapshot was taken'}`;
  return [
    ...(unread.length > 0 ? [{ file: snapshotFile, line: 1, column: 1, code: 'not_checked', message }] : []),
    ...(outline !== null && outline.plugin === null ? all.flatMap(rarelyKnown) : []),
  ];
}

type Kind = 'categories' | 'tags' | 'groups';
const kinds: readonly Kind[] = ['categories', 'tags', 'groups'];

const namesOf: Readonly<Record<Kind, (rule: Rule) => readonly string[]>> = {
  categories: ({ where }) => [...where.categories, ...where.notCategories],
  tags: ({ where }) => [...where.tags, ...where.notTags],
  groups: ({ who }) => [...who.groups, ...who.notGroups],
};

function unreadKinds(outline: Rulebook['outline']): readonly Kind[] {
  return outline === null ? kinds : kinds.filter((kind) => outline[kind] === null);
}

function rarelyKnown({ file, who, trigger }: Rule): Problem[] {
  const place = { file, line: 1, column: 1, code: 'rarely_known' };
  return [
    ...(who.locales.length === 0
      ? []
      : [
          {
            ...place,
            message:
              'without the plugin this forum tells the language of few members, and what is not known counts as no; `text: { language }` looks at the language of the post',
          },
        ]),
    ...(trigger === 'category.first_visited'
      ? [
          {
            ...place,
            message: `only the forum’s plugin tells \`on: ${trigger}\`, and this forum has none: the rule waits until it has`,
          },
        ]
      : []),
  ];
}
