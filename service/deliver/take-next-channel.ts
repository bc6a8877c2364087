import { capClaims } from '../engine/planning/cap-claims.ts';
import { chooseChannel, waitFor } from '../engine/planning/choose-channel.ts';
import type { Channel, Reason } from '../model/decision.ts';
import { unknown } from '../model/fact.ts';
import { waysWithoutPlugin } from '../model/ways.ts';
import type { DeliverDeps, DeliverWork } from './delivery.ts';

const sameWayMs = 60_000;

/**
 * Takes the rule's next possible channel for an offer that has certainly not been shown. A reply waits for people, also
 * where a card did not. With no channel left, or no place for it, the offer is held.
 */
export async function takeNextChannel(
  deps: DeliverDeps,
  { offer, lease }: DeliverWork,
  without: Channel,
): Promise<void> {
  const hold = (because: readonly Reason[]) => deps.offers.end(offer.id, { state: 'held', because, lease });
  const { site, rules } = deps.rulebook();
  const rule = rules.get(offer.rule);
  if (!rule) {
    await hold([{ code: 'rule_gone', values: { rule: offer.rule } }]);
    return;
  }
  const known = await deps.members.find(deps.db, offer.forum, offer.memberId);
  const byPlugin = (await deps.known.get(offer.forum)?.plugin.channels()) ?? [];
  // A reply or a message that the plugin cannot make still goes by the forum's own API.
  const channels = [...byPlugin.filter((channel) => channel !== without), ...waysWithoutPlugin];
  const standing: Reason[] = offer.postId === null ? [{ code: 'no_post_to_answer' }] : [];
  const preferences = known?.member.preferences ?? unknown('this member is not known');
  const choice = chooseChannel({ rule, channels, standing, preferences });
  if (choice.channel === null) {
    await hold(choice.because);
    return;
  }
  const { channel } = choice;
  const { memberId, topicId } = offer;
  const times = [offer.notBefore, new Date(offer.createdAt.getTime() + waitFor(rule, channel))];
  // The same way again, though it has just been closed to us: not at once.
  if (channel === offer.channel && byPlugin.includes(channel))
    times.push(new Date((await deps.clock(deps.db)).getTime() + sameWayMs));
  const notBefore = new Date(Math.max(...times.map((time) => time.getTime())));
  const changed = await deps.offers.changeChannel(offer.id, lease, {
    channel,
    notBefore,
    claims: capClaims({ site, rule, memberId, topicId, channel }),
    because: [{ code: 'no_channel', values: { channels: without } }],
  });
  if (changed === 'full') await hold([{ code: 'cap_reached', values: { scope: 'topic' } }]);
  if (changed === 'changed')
    deps.log.info({ offerId: offer.id, from: without, to: channel }, 'offer takes another way');
}
