import { type Kysely, sql } from 'kysely';

/** Finds the details of decisions and the words of offers that are old enough to be forgotten. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index decision_with_details on decision (decided_at) where facts <> '{}' or evidence <> '[]'`,
  `create index offer_with_words on offer (created_at)
    where body is not null or edited_text is not null or evidence <> '[]' or slots <> '{}'`,
];
