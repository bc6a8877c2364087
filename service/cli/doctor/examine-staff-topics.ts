import type { AdminClient } from '../../discourse/admin-client.ts';
import type { DiscourseClient } from '../../discourse/client.ts';
import { DiscourseError } from '../../discourse/discourse-error.ts';
import type { StaffTopicSeen } from '../../doctor/judge-staff-topics.ts';
import { type CategoryId, topicId } from '../../model/ids.ts';

/** Looks at each topic that is meant for the staff as the bot sees it, as a stranger would, and as an administrator. */
export async function examineStaffTopics(
  topics: readonly { setting: string; topic: number }[],
  { client, admin }: { client: Pick<DiscourseClient, 'topic' | 'openCategory'>; admin: AdminClient | null },
): Promise<StaffTopicSeen[]> {
  return await Promise.all(
    topics.map(async (asked): Promise<StaffTopicSeen> => {
      const seen = await client.topic(topicId(asked.topic)).catch((error: unknown) => {
        const isHidden = error instanceof DiscourseError && [403, 404, 410].includes(error.status ?? 0);
        if (isHidden) return null;
        throw error;
      });
      const unseen = { ...asked, groups: null, mayReply: null };
      if (seen === null) return { ...unseen, readers: 'unreadable' };
      const mayReply = seen.canReply;
      if (seen.isMessage) return { ...unseen, mayReply, readers: 'some' };
      if (seen.categoryId === null) return { ...unseen, mayReply, readers: 'unknown' };
      const isOpen = await isOpenToEverybody(client, seen.categoryId);
      const groups = admin ? await admin.groupsOfCategory(seen.categoryId) : null;
      return { ...asked, mayReply, groups, readers: isOpen ? 'everybody' : 'some' };
    }),
  );
}

async function isOpenToEverybody(
  client: Pick<DiscourseClient, 'openCategory'>,
  category: CategoryId,
): Promise<boolean> {
  return (await client.openCategory(category)) !== null;
}
