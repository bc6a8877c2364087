import { type Kysely, sql } from 'kysely';

/** What is known of a forum's plugin, and through which of its ways an offer was sent. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table forum
    add column plugin_state text not null default 'unknown'
      check (plugin_state in ('unknown', 'absent', 'present', 'refused')),
    add column plugin_can jsonb,
    add column plugin_lacks text[] not null default '{}',
    add column plugin_asked_at timestamptz,
    add column directory_version text`.execute(db);
  await sql`alter table offer
    add column sent_through text check (sent_through in ('api', 'plugin')),
    add column need_checked_at timestamptz`.execute(db);
  await sql`create index offer_shown on offer (forum_id, expires_at)
    where state = 'sent' and channel in ('card', 'banner')`.execute(db);
}
