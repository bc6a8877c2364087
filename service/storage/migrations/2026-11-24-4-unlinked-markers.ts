import { type Kysely, sql } from 'kysely';

/** Offers of members who were erased before lose what could lead back to them; the hourly forgetting does it. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index offer_being_erased on offer (id) where occasion like 'erasing:%'`,
  `update offer set occasion = 'erasing:' || id where member_id = 0 and occasion like 'erased:%'`,
];
