import { capClaims } from '../engine/planning/cap-claims.ts';
import type { History } from '../engine/history.ts';
import type { ForumId } from '../model/ids.ts';
import type { Member } from '../model/member.ts';
import type { Rule } from '../rulebook/rule.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { RecallDeps } from './recall-facts.ts';
import { memberAt } from './gather-facts.ts';

/** A real member as a rule would meet them now: facts, wishes, earlier offers, and what their limits have left. */
export interface PreviewedMember {
  member: Member;
  history: Pick<History, 'consent' | 'earlierOffers' | 'capUse'>;
}

/** Own records alone; nothing is asked and nothing written. Null: nobody of this name is known. */
export async function previewMember(
  deps: RecallDeps,
  about: { forum: ForumId; username: string; rulebook: Rulebook; rule: Rule | null; at: Date },
): Promise<PreviewedMember | null> {
  const { forum, rulebook, rule, at } = about;
  const id = await deps.members.idOf(forum, about.username);
  if (id === null) return null;
  const [found, wishes, earlierOffers] = await Promise.all([
    memberAt(deps, deps.db, { forum, id, at }),
    deps.members.find(deps.db, forum, id),
    deps.offers.earlierOffers(deps.db, forum, id),
  ]);
  if (found === null || wishes === null) return null;
  const claims =
    rule === null
      ? []
      : capClaims({ site: rulebook.site, rule, memberId: id, topicId: null, channel: 'reply' });
  const capUse = await deps.offers.capUse(deps.db, forum, claims);
  return { member: found.member, history: { consent: wishes.consent, earlierOffers, capUse } };
}
