import type { ForumCore } from '../forum-core.ts';
import { emptyDraft } from '../posting/empty-draft.ts';
import { addMember, enterGroup, groupOfTrustLevel } from '../posting/join.ts';
import { publishPost } from '../posting/publish-post.ts';
import type { PostDraft } from '../state/records.ts';
import { seedCategories, seedMembers, seedTopics } from './first-content.ts';

/** Ids of Discourse's automatic groups. */
const automaticGroups = [
  [1, 'admins'],
  [2, 'moderators'],
  [3, 'staff'],
  ...([0, 1, 2, 3, 4] as const).map((level) => [groupOfTrustLevel(level), `trust_level_${level}`] as const),
] as const;
const helpersGroupId = 41;

/** Gives a new forum what it cannot be without, and with `seed` something to read. Does nothing to a forum that is settled. */
export function settleForum(
  core: ForumCore,
  { seed, createKey }: { seed: boolean; createKey: () => void },
): void {
  const { state } = core;
  if (state.members.size > 0) return;
  for (const [id, name] of automaticGroups) {
    state.groups.put({ id, name, automatic: true, mentionable: false, fullName: null, memberIds: [] });
  }
  state.skipTo('group', 40);
  state.members.put({
    ...{
      id: -1,
      username: 'system',
      name: 'system',
      trustLevel: 4,
      admin: true,
      moderator: true,
      title: null,
    },
    ...{
      locale: null,
      timeZone: null,
      createdAt: core.now().toISOString(),
      lastPostedAt: null,
      standing: 'active',
    },
  });
  state.skipTo('member', 1);
  const longAgo = daysAgo(core, 90);
  addMember(
    core,
    { id: 2, username: 'waypost', name: 'Waypost', trustLevel: 2, createdAt: longAgo },
    { silent: true },
  );
  createKey();
  if (!seed) return;

  for (const category of seedCategories) {
    state.skipTo('category', category.id);
    state.categories.put(category);
  }
  for (const { joinedDaysAgo, ...member } of seedMembers) {
    const createdAt = daysAgo(core, joinedDaysAgo);
    const joined = addMember(core, { ...member, createdAt }, { silent: true });
    if (joined.moderator) for (const group of [2, 3]) enterGroup(core, joined, group);
  }
  const helpers = seedMembers.filter((member) => member.isHelper).map((member) => member.id);
  state.groups.put({
    id: helpersGroupId,
    name: 'helpers',
    automatic: false,
    mentionable: true,
    fullName: 'Helpers',
    memberIds: helpers,
  });
  state.skipTo('group', helpersGroupId);
  for (const topic of seedTopics) writeTopic(core, topic);
}

function writeTopic(core: ForumCore, topic: (typeof seedTopics)[number]): void {
  const { title, categoryId, posts } = topic;
  let topicId: number | null = null;
  for (const { by, daysAgo: days, raw, replyTo = null } of posts) {
    const author = core.state.members.get(by);
    if (!author) throw new Error(`demo forum: the first content names member ${by}, who is not there`);
    const draft: PostDraft = { ...emptyDraft, raw, topicId, title, categoryId, replyToNumber: replyTo };
    const createdAt = daysAgo(core, days);
    topicId = publishPost(core, author, draft, { silent: true, createdAt }).topicId;
  }
}

function daysAgo(core: ForumCore, days: number): string {
  return new Date(core.now().getTime() - days * 24 * 60 * 60_000).toISOString();
}
