import { z } from 'zod';

const fields = z.object({
  category: z.object({ group_permissions: z.array(z.object({ group_name: z.string() })).nullish() }),
});

/** `GET /c/{id}/show.json`, asked by an administrator: the groups that may see the category; null where it does not say. */
export function readCategoryGroups(json: unknown): readonly string[] | null {
  const { group_permissions: groups } = fields.parse(json).category;
  return groups?.map(({ group_name: name }) => name) ?? null;
}
