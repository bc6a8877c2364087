import type { Channel, Kind } from '../../../model/decision.ts';
import type { Guide } from '../../../model/plugin.ts';
import type { MemberId, PostId, ResourceId, RuleId, TopicId } from '../../../model/ids.ts';

/** What a member is shown, and why. Null is left out of the request. */
export interface OfferToShow {
  channel: Channel;
  kind: Kind;
  memberId: MemberId;
  rule: RuleId;
  resource: ResourceId;
  topicId: TopicId | null;
  postId: PostId | null;
  /** Plain text, at most 150 characters; cards, banners and messages have one. */
  title: string | null;
  raw: string;
  form: Guide['form'] | null;
  steps: Guide['steps'];
  link: Guide['link'];
  why: { text: string; owner: string | null; reviewedOn: Date | null } | null;
  locale: string | null;
  expiresAt: Date | null;
  /** An offer to the same member that vanishes in the same moment. */
  replaces: string | null;
}

/** The body of `PUT /waypost/offers/:id.json`. The same offer always gives the same bytes: they are kept, and sent again as they are. */
export function writePluginOffer(offer: OfferToShow): string {
  const { why } = offer;
  return JSON.stringify({
    offer: {
      channel: offer.channel,
      kind: offer.kind,
      member_id: offer.memberId,
      rule: offer.rule,
      resource: offer.resource,
      topic_id: offer.topicId ?? undefined,
      post_id: offer.postId ?? undefined,
      title: offer.title ?? undefined,
      raw: offer.raw,
      form: offer.form ?? undefined,
      steps: offer.steps.length === 0 ? undefined : offer.steps,
      link: offer.link ?? undefined,
      why:
        why === null
          ? undefined
          : { text: why.text, owner: why.owner ?? undefined, reviewed_on: asDay(why.reviewedOn) },
      locale: offer.locale === null ? undefined : asForumLocale(offer.locale),
      expires_at: offer.expiresAt?.toISOString(),
      replaces: offer.replaces ?? undefined,
    },
  });
}

/** `YYYY-MM-DD`, in UTC as the rule files mean it. */
export function asDay(day: Date | null): string | undefined {
  return day?.toISOString().slice(0, 10);
}

/** We write `pt-br`, Discourse `pt_BR`. */
export function asForumLocale(locale: string): string {
  const [language = locale, ...rest] = locale.split('-');
  return [language, ...rest.map((part) => (part.length === 2 ? part.toUpperCase() : part))].join('_');
}
