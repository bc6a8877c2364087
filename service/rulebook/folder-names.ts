import type { Rulebook } from './rulebook.ts';

/** What rules of one folder may name: its guides and stages, and the forum's categories, tags and groups if a snapshot was taken. */
export interface FolderNames {
  guide: readonly string[];
  stage: readonly string[];
  category: readonly string[];
  tag: readonly string[];
  group: readonly string[];
}

export function namesOfFolder({ resources, supersededBy, stages, outline }: Rulebook): FolderNames {
  return {
    guide: [...resources.keys()].filter((id) => !supersededBy.has(id)).toSorted(),
    stage: stages.map(({ id }) => id),
    category: outline?.categories.map(({ slug }) => slug) ?? [],
    tag: outline?.tags ?? [],
    group: outline?.groups ?? [],
  };
}

/** Where each kind of name stands. The schema proposes the known ones and takes any other: `check` alone says that a name is wrong. */
export const placesOfNames: Readonly<Record<string, keyof FolderNames>> = {
  offer: 'guide',
  rotate: 'guide',
  'who.stage': 'stage',
  'cases.fires.stage': 'stage',
  'cases.silent.stage': 'stage',
  'stages.when.was': 'stage',
  'where.category': 'category',
  'where.not_category': 'category',
  'cases.fires.category': 'category',
  'cases.silent.category': 'category',
  private_categories: 'category',
  ignore_categories: 'category',
  'questions.category': 'category',
  'where.tag': 'tag',
  'where.not_tag': 'tag',
  'questions.tag': 'tag',
  tag: 'tag',
  'who.group': 'group',
  'who.not_group': 'group',
  group: 'group',
  'stages.when.group': 'group',
  supersedes: 'guide',
};
