import type { ForumOutline } from '../../model/forum-outline.ts';
import { didYouMean } from '../reading/did-you-mean.ts';
import type { ParsedRule } from '../reading/parse-rule.ts';
import type { Problem } from '../problem.ts';
import { snapshotFile } from './parse-snapshot.ts';

/** What rules name of the forum that is not there, by the snapshot kept with the rules. */
export function checkNames(rules: readonly ParsedRule[], outline: ForumOutline): Problem[] {
  return rules.flatMap((rule) => namesIn(rule).flatMap((named) => unknownName(rule, named, outline)));
}

interface Named {
  what: 'category' | 'tag' | 'group';
  path: readonly PropertyKey[];
  name: string;
}

function namesIn({ value: { where, who } }: ParsedRule): Named[] {
  const named = (what: Named['what'], path: readonly string[], names: readonly string[]): Named[] =>
    names.map((name, index) => ({ what, path: [...path, index], name }));
  return [
    ...named('category', ['where', 'category'], where.category),
    ...named('category', ['where', 'not_category'], where.not_category),
    ...named('tag', ['where', 'tag'], where.tag),
    ...named('tag', ['where', 'not_tag'], where.not_tag),
    ...named('group', ['who', 'group'], who.group),
    ...named('group', ['who', 'not_group'], who.not_group),
  ];
}

function unknownName(rule: ParsedRule, { what, path, name }: Named, outline: ForumOutline): Problem[] {
  const known = knownNames(what, outline);
  if (known === null || known.some((one) => one.toLowerCase() === name.toLowerCase())) return [];
  const message = `unknown ${what} "${name}"${didYouMean(name, known)}; the forum has ${listed(known)} (${snapshotFile}; \`waypost snapshot\` writes it anew)`;
  return [{ file: rule.file, ...rule.yaml.placeOf(path), code: `unknown_${what}`, message }];
}

function knownNames(
  what: Named['what'],
  { categories, tags, groups }: ForumOutline,
): readonly string[] | null {
  if (what === 'category') return categories.map(({ slug }) => slug);
  return what === 'tag' ? tags : groups;
}

const mostListed = 12;

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const shown = names.slice(0, mostListed).join(', ');
  return names.length > mostListed ? `${shown} and ${names.length - mostListed} more` : shown;
}
