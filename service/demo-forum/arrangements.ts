import type { TrustLevel } from '../model/member.ts';
import type { ForumCore } from './forum-core.ts';
import { addMember, enterGroup, setTrustLevel } from './posting/join.ts';
import type { NewMember } from './posting/join.ts';
import { slugOf } from './posting/slug.ts';
import type { ForumCategory, ForumGroup, ForumMember } from './state/records.ts';

/** What an administrator arranges: members, categories, groups. */
export function createArrangements(core: ForumCore, member: (username: string) => ForumMember) {
  return {
    addMember: (newMember: NewMember, { silent = false } = {}): ForumMember =>
      addMember(core, newMember, { silent }),
    changeMember: (username: string, change: Partial<ForumMember>): ForumMember =>
      core.state.members.put({ ...member(username), ...change }),
    setTrustLevel: (username: string, to: TrustLevel): ForumMember =>
      setTrustLevel(core, member(username).id, to),
    addCategory(category: Pick<ForumCategory, 'name'> & Partial<ForumCategory>): ForumCategory {
      const id = category.id ?? core.state.next('category');
      core.state.skipTo('category', id);
      const plain = {
        slug: slugOf(category.name),
        color: '1B6B58',
        description: null,
        parentId: null,
        readRestricted: false,
      };
      return core.state.categories.put({ ...plain, ...category, id });
    },
    addGroup(
      group: Pick<ForumGroup, 'name'> & Partial<ForumGroup>,
      members: readonly string[] = [],
    ): ForumGroup {
      const id = group.id ?? core.state.next('group');
      core.state.skipTo('group', id);
      core.state.groups.put({
        automatic: false,
        mentionable: true,
        fullName: null,
        memberIds: [],
        ...group,
        id,
      });
      for (const username of members) enterGroup(core, member(username), id);
      return (
        core.state.groups.get(id) ?? {
          automatic: false,
          mentionable: true,
          fullName: null,
          memberIds: [],
          ...group,
          id,
        }
      );
    },
  };
}
