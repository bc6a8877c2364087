import { sql } from 'kysely';

/** Of a column with reasons what they were, without their values, which may be words of a member. */
export const codesOf = (column: string) =>
  sql`(select coalesce(jsonb_agg(jsonb_build_object('code', one -> 'code')), '[]')
    from jsonb_array_elements(${sql.ref(column)}) as one)`;
