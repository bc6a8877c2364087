import { type Kysely, sql } from 'kysely';

/**
 * A process of before the plugin takes every offer for a reply: while it still runs beside newer ones it would post a card,
 * or the JSON of an offer that went by the plugin, for all to read. Whoever sends such an offer has to say that it knows how.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create function sender_knows_ways() returns trigger language plpgsql as $$
    begin
      if coalesce(current_setting('waypost.knows_ways', true), '') <> 'yes' then
        raise exception 'offer % goes by a way that this version of Waypost does not know', new.id
          using hint = 'Stop the processes of the older version; a newer one will send it.';
      end if;
      return new;
    end $$`.execute(db);
  await sql`create trigger sender_knows_ways before update of state on offer for each row
    when (new.state = 'sending' and old.state <> 'sending'
      and (new.channel <> 'reply' or new.sent_through = 'plugin' or new.kind = 'care'))
    execute function sender_knows_ways()`.execute(db);
}
