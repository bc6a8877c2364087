import type { StandingPost } from '../support/forum-driver.ts';
import type { Stage } from './open-stage.ts';

export interface Outcome {
  /** Each broken promise in one sentence; empty is the aim. */
  broken: readonly string[];
  counts: {
    acknowledged: number;
    posts: number;
    firing: number;
    replies: number;
    held: number;
    lost: number;
    doubled: number;
    removedDoubles: number;
    overCap: number;
    /** Offers that wait for a person because the topic changed while an answer was lost. */
    leftToAPerson: number;
  };
}

interface OfferRow {
  id: string;
  rule_id: string;
  post_id: number;
  topic_id: number;
  state: string;
  marker: string;
  reply_post_id: number | null;
  first_sent_at: Date | null;
  state_because: string;
}

/** Holds what Postgres says against what the forum shows, once everything is drained. `planted` webhooks cannot be read. */
export async function checkOutcome(
  stage: Stage,
  input: { planted: number; canary: string; firing: ReadonlyMap<number, string> },
): Promise<Outcome> {
  const posts = await stage.forum.posts();
  const broken: string[] = [];
  const lost = [...(await lostWebhooks(stage)), ...(await lostPosts(stage, posts, input.firing))];
  broken.push(...lost, ...(await unended(stage, input.planted)));

  const offers = await stage.query<OfferRow>(
    'select id, rule_id, post_id, topic_id, state, marker, reply_post_id, first_sent_at, state_because::text from offer order by id',
  );
  const replies = posts.filter(
    (post) => post.username === 'waypost' && post.deletedAt === null && !post.userDeleted,
  );
  const everWritten = posts.filter((post) => post.username === 'waypost');
  const doubled = [...doubledMarkers(replies), ...doubledAnswers(replies, posts, stage)];
  const overCap = overTheLimits(replies, posts, stage);
  broken.push(...doubled, ...overCap, ...mismatches(offers, replies));
  broken.push(...wronglyDead(offers, posts));
  broken.push(...spilled(stage.logs(), [input.canary, ...stage.secrets]));

  return {
    broken,
    counts: {
      acknowledged: stage.relay.acknowledged.length,
      posts: posts.length,
      firing: input.firing.size,
      replies: replies.length,
      held:
        (
          await stage.query<{ count: number }>(
            `select count(*)::int as count from decision where verdict = 'held'`,
          )
        )[0]?.count ?? 0,
      lost: lost.length,
      doubled: doubled.length,
      removedDoubles: doubledMarkers(everWritten).length - doubledMarkers(replies).length,
      overCap: overCap.length,
      leftToAPerson: offers.filter((offer) => offer.state === 'dead').length,
    },
  };
}

/** Acknowledged means kept: its digest is in the ledger, and the ledger's row is in the inbox. */
async function lostWebhooks(stage: Stage): Promise<string[]> {
  const rows = await stage.query<{ key: string }>(
    `select d.event_name || ' ' || encode(d.digest, 'hex') as key from webhook_digest d join inbox i on i.id = d.inbox_id`,
  );
  const kept = new Set(rows.map((row) => row.key));
  return stage.relay.acknowledged
    .map(({ eventName, digest }) => `${eventName} ${digest}`)
    .filter((key) => !kept.has(key))
    .map((key) => `lost: a webhook was acknowledged and is not in the inbox: ${key}`);
}

/** Every public post is an event, and every post with a rule's words was decided over by that rule. */
async function lostPosts(
  stage: Stage,
  posts: readonly StandingPost[],
  firing: ReadonlyMap<number, string>,
): Promise<string[]> {
  const events = await stage.query<{ post_id: number }>(
    `select post_id from event where logical_key = 'post_created:' || post_id`,
  );
  const known = new Set(events.map((event) => event.post_id));
  const since =
    (await stage.query<{ watched_since: Date }>('select watched_since from forum'))[0]?.watched_since ??
    new Date(0);
  const decisions = await stage.query<{ post_id: number; rule_id: string }>(
    'select e.post_id, d.rule_id from decision d join event e on e.id = d.event_id',
  );
  const decided = new Set(decisions.map((decision) => `${decision.post_id} ${decision.rule_id}`));
  const expected = posts.filter(
    (post) => post.username !== 'waypost' && post.type === 1 && new Date(post.createdAt) > since,
  );
  return [
    ...expected
      .filter((post) => !known.has(post.id))
      .map((post) => `lost: post ${post.id} of the forum never became an event`),
    ...[...firing]
      .filter(([post, rule]) => !decided.has(`${post} ${rule}`))
      .map(([post, rule]) => `lost: rule ${rule} never decided over post ${post}`),
  ];
}

async function unended(stage: Stage, planted: number): Promise<string[]> {
  const inbox = await stage.query<{ state: string; count: number }>(
    'select state, count(*)::int as count from inbox group by 1',
  );
  const events = await stage.query<{ state: string; count: number }>(
    'select state, count(*)::int as count from event group by 1',
  );
  const offers = await stage.query<{ state: string; count: number }>(
    `select state, count(*)::int as count from offer where state in ('sending', 'unknown') or (state = 'waiting' and next_at < now()) group by 1`,
  );
  const countOf = (rows: { state: string; count: number }[], state: string) =>
    rows.find((row) => row.state === state)?.count ?? 0;
  return [
    ...(countOf(inbox, 'received') > 0
      ? [`unended: ${countOf(inbox, 'received')} webhooks were never read`]
      : []),
    ...(countOf(inbox, 'quarantined') === planted
      ? []
      : [`unended: ${countOf(inbox, 'quarantined')} webhooks in quarantine, ${planted} were planted`]),
    ...(countOf(events, 'received') > 0
      ? [`unended: ${countOf(events, 'received')} events were never decided`]
      : []),
    ...(countOf(events, 'dead') > 0 ? [`unended: ${countOf(events, 'dead')} events are dead`] : []),
    ...offers.map(({ state, count }) => `unended: ${count} offers are ${state}`),
  ];
}

const markerIn = (raw: string): string | null =>
  /<!--\s*\S*?([0-9a-f]{8}-[0-9a-f-]{27})\s*-->/.exec(raw)?.[1] ?? null;

function doubledMarkers(replies: readonly StandingPost[]): string[] {
  const byMarker = Map.groupBy(replies, (reply) => markerIn(reply.raw) ?? `no marker in post ${reply.id}`);
  return [...byMarker]
    .filter(([, same]) => same.length > 1)
    .map(([marker, same]) => `doubled: ${same.length} posts stand with the marker ${marker}`);
}

/** Told from the forum alone: the words of one rule's guide twice under one post. */
function doubledAnswers(
  replies: readonly StandingPost[],
  posts: readonly StandingPost[],
  stage: Stage,
): string[] {
  const answers = Map.groupBy(
    replies,
    (reply) => `${ruleOf(reply, stage)} under post ${answered(reply, posts)?.id}`,
  );
  return [...answers]
    .filter(([, same]) => same.length > 1)
    .map(([answer, same]) => `doubled: ${answer} stands ${same.length} times`);
}

function overTheLimits(
  replies: readonly StandingPost[],
  posts: readonly StandingPost[],
  { limits }: Stage,
): string[] {
  const told = replies.map((reply) => ({
    rule: ruleOf(reply, { limits }),
    topic: reply.topicId,
    member: answered(reply, posts)?.userId ?? 0,
  }));
  const over = (what: string, groups: Map<unknown, unknown[]>, limit: (key: unknown) => number) =>
    [...groups]
      .filter(([key, same]) => same.length > limit(key))
      .map(([key, same]) => `over cap: ${what} ${String(key)} got ${same.length}, allowed are ${limit(key)}`);
  const rule = (id: unknown) => limits.rules.find((known) => known.id === String(id).split(' ')[0]);
  return [
    ...over(
      'member',
      Map.groupBy(told, (reply) => reply.member),
      () => limits.member,
    ),
    ...over(
      'topic',
      Map.groupBy(told, (reply) => reply.topic),
      () => limits.topic,
    ),
    ...over(
      'rule',
      Map.groupBy(told, (reply) => reply.rule),
      (id) => rule(id)?.perSite ?? 0,
    ),
    ...over(
      'rule and member',
      Map.groupBy(told, (reply) => `${reply.rule} ${reply.member}`),
      (id) => rule(id)?.perMember ?? 0,
    ),
    ...over('forum', new Map([['all', told]]), () => limits.forum),
  ];
}

/** `sent` exactly where the reply stands, under the id that is written down. */
function mismatches(offers: readonly OfferRow[], replies: readonly StandingPost[]): string[] {
  const standing = new Map(replies.map((reply) => [markerIn(reply.raw), reply]));
  const known = new Set(offers.map((offer) => offer.marker));
  return [
    ...offers
      .filter((offer) => offer.state === 'sent' && standing.get(offer.marker)?.id !== offer.reply_post_id)
      .map((offer) => `offer ${offer.id} is sent, and its reply does not stand`),
    ...offers
      .filter((offer) => offer.state !== 'sent' && standing.has(offer.marker))
      .map((offer) => `offer ${offer.id} is ${offer.state}, and its reply stands`),
    ...[...standing]
      .filter(([marker]) => marker === null || !known.has(marker))
      .map(([, reply]) => `post ${reply.id} of the bot belongs to no offer`),
  ];
}

/** A person is asked only where the topic changed after the request whose answer was lost. */
function wronglyDead(offers: readonly OfferRow[], posts: readonly StandingPost[]): string[] {
  return offers
    .filter((offer) => offer.state === 'dead')
    .filter(
      (offer) =>
        !posts.some(
          (post) =>
            post.topicId === offer.topic_id &&
            offer.first_sent_at &&
            new Date(post.createdAt) >= new Date(offer.first_sent_at.getTime() - 50),
        ),
    )
    .map(
      (offer) =>
        `offer ${offer.id} was left to a person (${offer.state_because}), and nothing had changed in its topic`,
    );
}

function spilled(logs: string, canaries: readonly string[]): string[] {
  return canaries
    .filter((canary) => logs.includes(canary))
    .map((canary) => `in the logs: ${canary.slice(0, 6)}…`);
}

function ruleOf(reply: StandingPost, { limits }: Pick<Stage, 'limits'>): string {
  return limits.rules.find((rule) => reply.raw.includes(rule.sign))?.id ?? 'no rule';
}

/** The post a reply stands under: Discourse leaves the number out for the opening post. */
function answered(reply: StandingPost, posts: readonly StandingPost[]): StandingPost | undefined {
  return posts.find((post) => post.topicId === reply.topicId && post.number === (reply.replyToNumber ?? 1));
}
