import { z } from 'zod';
import { categoryIdField } from './fields.ts';
import type { CategoryView, SiteView } from './views.ts';

const categoryFields = z
  .object({
    id: categoryIdField,
    slug: z.string(),
    parent_category_id: categoryIdField.nullish().transform((value) => value ?? null),
    // Where it is not said, the category does not count as open.
    read_restricted: z
      .boolean()
      .nullish()
      .transform((value) => value ?? true),
  })
  .transform((fields): CategoryView => ({
    id: fields.id,
    slug: fields.slug,
    parentId: fields.parent_category_id,
    readRestricted: fields.read_restricted,
  }));

const siteFields = z.object({
  categories: z.array(categoryFields).nullish(),
  groups: z.array(z.object({ id: z.int().nullish(), name: z.string() })).nullish(),
});

/** `GET /site.json`. Large sites list only some of their categories: one that is missing may still be open. */
export function readSite(json: unknown): SiteView {
  const { categories, groups } = siteFields.parse(json);
  const numbered = (groups ?? []).flatMap(({ id, name }): [number, string][] =>
    typeof id === 'number' ? [[id, name]] : [],
  );
  return {
    categories: categories ?? [],
    groups: groups?.map(({ name }) => name) ?? null,
    groupNames: new Map(numbered),
  };
}

const tagFields = z
  .object({
    name: z.string().nullish(),
    text: z.string().nullish(),
    id: z.union([z.string(), z.number()]).nullish(),
  })
  .transform(({ name, text, id }) => name ?? text ?? String(id ?? ''));
const tagGroups = z.array(z.object({ tags: z.array(tagFields).nullish() })).nullish();
const tagsFields = z.object({
  tags: z.array(tagFields).nullish(),
  extras: z.object({ categories: tagGroups, tag_groups: tagGroups }).nullish(),
});

/** `GET /tags.json`: those of categories and of groups of tags stand apart from the others. */
export function readTags(json: unknown): readonly string[] {
  const { tags, extras } = tagsFields.parse(json);
  const apart = [...(extras?.categories ?? []), ...(extras?.tag_groups ?? [])].flatMap(
    (group) => group.tags ?? [],
  );
  return [...new Set([...(tags ?? []), ...apart])].filter((name) => name !== '').toSorted();
}

/** `GET /c/{id}/show.json`. */
export function readCategory(json: unknown): CategoryView {
  return z.object({ category: categoryFields }).parse(json).category;
}

const scopeFields = z.object({
  scopes: z
    .array(z.object({ resource: z.string(), action: z.string().nullish(), key: z.string().nullish() }))
    .nullish(),
});

/** `GET /session/scopes.json`: `topics:read`, `posts:list`, …; empty for a key without limits. */
export function readScopes(json: unknown): readonly string[] {
  const { scopes } = scopeFields.parse(json);
  return (scopes ?? []).map(({ resource, action, key }) => `${resource}:${key ?? action ?? ''}`);
}
