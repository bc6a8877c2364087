import type { Logger } from 'pino';
import type { PluginClient } from '../discourse/plugin-client.ts';
import type { MarkerSought } from '../discourse/find-marker.ts';
import type { CrashPoint } from '../model/crash-point.ts';
import type { Member } from '../model/member.ts';
import type { Offer } from '../model/offer.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { ForumStore } from '../storage/forum-store.ts';
import type { Lease } from '../storage/lease.ts';
import type { MemberStore } from '../storage/members/member-store.ts';
import type { ClaimedOffer, OfferStore, SenderProof } from '../storage/offers/offer-store.ts';
import type { ReviewStore } from '../storage/offers/review-store.ts';
import type { RuleStore } from '../storage/rule-store.ts';
import type { PlaceDeps } from './read-place.ts';

/** What delivering one offer needs. */
export interface DeliverDeps extends PlaceDeps {
  offers: OfferStore;
  forums: ForumStore;
  members: MemberStore;
  rules: RuleStore;
  reviews: Pick<ReviewStore, 'propose'>;
  pluginClients: ReadonlyMap<Offer['forum'], PluginClient>;
  rulebook(): Rulebook;
  /** A member with what they have written by a moment counted, as decisions count it; null: not known. */
  memberAt(about: { forum: Offer['forum']; id: Member['id']; at: Date }): Promise<Member | null>;
  /** Looks for what an attempt by the API may have written: the offer's marker in its topic, or its private message. */
  findWritten(offer: Offer): Promise<MarkerSought>;
  /** Where people reach our pages; null or absent: nothing links there. */
  publicUrl?: string | null;
  quietMs: number;
  secondLookMs: number;
  crash: CrashPoint;
  log: Logger;
}

/** One offer in the hands of the forum's one sender. */
export interface DeliverWork {
  offer: ClaimedOffer;
  lease: Lease;
  sender: SenderProof;
}
