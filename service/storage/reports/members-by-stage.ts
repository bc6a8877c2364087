import { sql } from 'kysely';
import type { ForumId } from '../../model/ids.ts';
import type { Db } from '../database.ts';

/** How many members are in a stage now, and how many came to it and left it within the window. */
export interface StageFigures {
  stage: string;
  members: number;
  came: number;
  left: number;
}

export interface MembersByStage {
  at: Date;
  windowDays: number;
  stages: readonly StageFigures[];
  /** Members of whom too little is known to tell. */
  untold: number;
}

interface Row {
  stage: string | null;
  members: string;
  came: string;
  left: string;
  at: Date;
}

/** Members by stage; who first showed up in one has come to it. */
export async function membersByStage(db: Db, forum: ForumId, windowDays: number): Promise<MembersByStage> {
  const { rows } = await sql<Row>`
    with present as (
      select stage, count(*) as members from member
      where forum_id = ${forum} and id > 0 and not is_staged
        and id is distinct from (select bot_user_id from forum where id = ${forum})
      group by stage
    ), moves as (
      select stage, previous from stage_change
      where forum_id = ${forum} and at > now() - ${windowDays} * interval '1 day'
    ), came as (select stage, count(*) as came from moves group by stage),
    gone as (select previous as stage, count(*) as gone from moves where previous is not null group by previous)
    select stage, coalesce(members, 0) as members, coalesce(came, 0) as came, coalesce(gone, 0) as left, now() as at
    from present full join came using (stage) full join gone using (stage)`.execute(db);
  return {
    at: rows[0]?.at ?? new Date(),
    windowDays,
    stages: rows.flatMap(({ stage, members, came, left }) =>
      stage === null ? [] : [{ stage, members: Number(members), came: Number(came), left: Number(left) }],
    ),
    untold: Number(rows.find(({ stage }) => stage === null)?.members ?? 0),
  };
}
