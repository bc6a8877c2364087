import type { CommunityEvent, EventSource } from '../../model/event.ts';
import type { ForumId, MemberId } from '../../model/ids.ts';
import type { Post } from '../../model/post.ts';
import type { Moment } from './moments.ts';

export interface TellMoments {
  forum: ForumId;
  memberId: MemberId;
  moments: readonly Moment[];
  /** The post by which a change of stage showed; null where time alone brought it. */
  post: Post | null;
  source: EventSource;
  /** Whether some rule waits for members to leave a stage; nobody else needs to know. */
  isLeavingAsked: boolean;
}

/** Events for what came about in a member's life; told twice, they have the same keys. */
export function tellMoments(about: TellMoments): CommunityEvent[] {
  return about.moments.flatMap((moment) => tellMoment(moment, about));
}

function tellMoment(moment: Moment, about: TellMoments): CommunityEvent[] {
  const { forum, memberId, post, source } = about;
  const common = { forum, memberId, source, occurredAt: moment.at };
  const time = moment.at.toISOString();
  switch (moment.kind) {
    case 'stalled': {
      const { stage, since } = moment;
      const logicalKey = `stage_stalled:${memberId}:${stage}:${since.toISOString()}`;
      return [{ ...common, kind: 'stage.stalled', logicalKey, stage, since, post: null }];
    }
    case 'anniversary': {
      const { years } = moment;
      const logicalKey = `member_anniversary:${memberId}:${years}`;
      return [{ ...common, kind: 'member.anniversary', logicalKey, years, post: null }];
    }
    case 'stage': {
      const { stage, previous, because } = moment.enters;
      const entered: CommunityEvent = {
        ...common,
        kind: 'stage.entered',
        logicalKey: `stage_entered:${memberId}:${stage}:${time}`,
        stage,
        previous,
        because,
        post,
      };
      if (previous === null || !about.isLeavingAsked) return [entered];
      const logicalKey = `stage_left:${memberId}:${previous}:${time}`;
      return [
        { ...common, kind: 'stage.left', logicalKey, stage: previous, next: stage, because, post },
        entered,
      ];
    }
  }
}
