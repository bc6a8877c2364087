import { type Kysely, sql } from 'kysely';

/** Which post and topic an unwanted webhook was about: ids only, so that it can be said later why nothing came of it. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table inbox add column about_post bigint, add column about_topic bigint`,
  `create index inbox_about_post on inbox (forum_id, about_post) where about_post is not null`,
  `create index inbox_about_topic on inbox (forum_id, about_topic) where about_topic is not null`,
];
