import { type ForumId, defaultForum } from '../model/ids.ts';

const prefix = 'waypost_';

/**
 * The Postgres schema that holds the tables of a forum: each has one of its own, and no statement of one can name a row of
 * another. Null for the forum `default`: its tables lie where they always did, in the schema that the connection finds first.
 */
export function schemaOfForum(forum: ForumId): string | null {
  return forum === defaultForum ? null : `${prefix}${forum.replaceAll('-', '_')}`;
}

export function isSchemaOfForum(schema: string): boolean {
  return schema.startsWith(prefix);
}

/** The schema of the forum's queue, where that lives in Postgres. No forum's tables can have a name that begins so. */
export function queueSchemaOfForum(forum: ForumId): string | null {
  return forum === defaultForum ? null : `bullmq_${forum.replaceAll('-', '_')}`;
}
