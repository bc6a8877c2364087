import { sql } from 'kysely';
import type { ForumId } from '../../model/ids.ts';
import type { Db } from '../database.ts';
import { outcomeWindow, wasShown } from './note-outcome.ts';

/** A day and a bit more than the window: what came late, or while nobody looked, is still found. */
const lookedAt = sql<boolean>`offer.sent_at > now() - ${outcomeWindow} - interval '2 days'`;
const inWindow = (moment: string) =>
  sql<boolean>`${sql.raw(moment)} > offer.sent_at and ${sql.raw(moment)} <= offer.sent_at + ${outcomeWindow}`;

/**
 * Puts down to recent offers what the other tables tell by now: what members said of them, who answered, who wrote again
 * or came back, what moderators took away. May run as often as one likes, and catches up after any silence shorter than two days.
 * Each statement for itself: all of them together would hold every recent offer.
 */
export async function attributeOutcomes(db: Db, forum: ForumId): Promise<void> {
  for (const statement of [
    fromFeedback(forum),
    ...fromVotes(forum),
    removed(forum),
    answered(forum),
    postedAgain(forum),
    cameBack(forum),
  ])
    await statement.execute(db);
}

/** A member's last word counts; taken by the plugin or on the offer's page alike. */
function fromVotes(forum: ForumId) {
  return [
    sql`delete from outcome using offer_feedback, offer
      where offer_feedback.offer_id = outcome.offer_id and offer.id = outcome.offer_id and outcome.forum_id = ${forum}
        and ${lookedAt} and what in ('helped', 'not_helped')
        and what <> case when offer_feedback.helped then 'helped' else 'not_helped' end`,
    sql`insert into outcome (offer_id, forum_id, what, by_whom, at)
      select offer.id, forum_id, case when helped then 'helped' else 'not_helped' end, 'author', rated_at
      from offer join offer_feedback on offer_id = offer.id
      where forum_id = ${forum} and ${lookedAt} and helped is not null and ${inWindow('rated_at')}
      order by offer.id on conflict do nothing`,
  ];
}

function fromFeedback(forum: ForumId) {
  return sql`insert into outcome (offer_id, forum_id, what, by_whom, at)
    select offer.id, forum_id, what, 'author', at
    from offer join offer_feedback on offer_id = offer.id
      cross join lateral (values ('seen', seen_at), ('clicked', clicked_at), ('dismissed', dismissed_at)) as told (what, at)
    where forum_id = ${forum} and ${lookedAt} and ${inWindow('at')}
    order by offer.id on conflict do nothing`;
}

function removed(forum: ForumId) {
  return sql`insert into outcome (offer_id, forum_id, what, by_whom, at)
    select id, forum_id, 'removed', 'staff', changed_at from offer
    where forum_id = ${forum} and ${lookedAt} and ${wasShown} and state = 'withdrawn'
      and state_because @> '[{"code":"removed_by_moderator"}]'
    order by offer.id on conflict do nothing`;
}

function answered(forum: ForumId) {
  return sql`insert into outcome (offer_id, forum_id, what, by_whom, at)
    select offer.id, offer.forum_id, 'answered', 'member', answer.at
    from offer cross join lateral (
      select min(post.created_at) as at from post
      where post.forum_id = offer.forum_id and post.topic_id = offer.topic_id and not post.is_bot and post.author_id > 0
        and post.author_id <> offer.member_id and post.deleted_at is null and ${inWindow('post.created_at')}
    ) as answer
    where offer.forum_id = ${forum} and ${lookedAt} and ${wasShown} and offer.topic_id is not null
      and offer.member_id > 0 and answer.at is not null
    order by offer.id on conflict do nothing`;
}

function postedAgain(forum: ForumId) {
  return sql`insert into outcome (offer_id, forum_id, what, by_whom, at)
    select offer.id, offer.forum_id, 'posted_again', 'author', again.at
    from offer cross join lateral (
      select min(post.created_at) as at from post
      where post.forum_id = offer.forum_id and post.author_id = offer.member_id and not post.is_bot
        and ${inWindow('post.created_at')}
    ) as again
    where offer.forum_id = ${forum} and ${lookedAt} and ${wasShown} and offer.member_id > 0 and again.at is not null
    order by offer.id on conflict do nothing`;
}

/** Discourse tells the last sign of life only, so it is read while the window is open. */
function cameBack(forum: ForumId) {
  const seen = `(member.facts -> 'lastSeenAt' ->> 'value')::timestamptz`;
  return sql`insert into outcome (offer_id, forum_id, what, by_whom, at)
    select offer.id, offer.forum_id, 'came_back', 'author', signs.at
    from offer cross join lateral (
      select min(at) as at from (
        select post.created_at from post
        where post.forum_id = offer.forum_id and post.author_id = offer.member_id and not post.is_bot
        union all
        select ${sql.raw(seen)} from member
        where member.forum_id = offer.forum_id and member.id = offer.member_id
          and member.facts -> 'lastSeenAt' ->> 'value' is not null
      ) as sign (at)
      where ${inWindow('at')} and at >= offer.sent_at + interval '1 day'
    ) as signs
    where offer.forum_id = ${forum} and ${lookedAt} and ${wasShown} and offer.member_id > 0 and signs.at is not null
    order by offer.id on conflict do nothing`;
}
