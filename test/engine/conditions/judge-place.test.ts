import { describe, expect, test } from 'vitest';
import { consider } from '../../../service/engine/consider.ts';
import { decide } from '../../../service/engine/decide.ts';
import type { Channel } from '../../../service/model/decision.ts';
import type { Happening, MemberHappening } from '../../../service/model/happening.ts';
import { categoryId, memberId, postId, topicId } from '../../../service/model/ids.ts';
import {
  aDecision,
  aHistory,
  aPost,
  aReply,
  aRulebook,
  aTopic,
  forum,
  localFacts,
  noon,
  ruleText,
  said,
} from '../../support/engine-makers.ts';

const everything: Channel[] = ['card', 'banner', 'message', 'reply', 'whisper'];
const nowhere = { memberId: memberId(7), topicId: null, postId: null, categoryId: null };
const happened = (what: Partial<MemberHappening> & Pick<Happening, 'kind'>): Happening =>
  ({
    forum,
    logicalKey: 'k',
    occurredAt: noon,
    source: 'webhook',
    ...nowhere,
    ...what,
  }) as Happening;

/** A rule without words, and what it made of a happening: the way it takes, or why none. */
function outcome(
  lines: string,
  event: Happening,
  changes: Partial<Parameters<typeof aDecision>[0]> & { channels?: Channel[] } = {},
) {
  const { channels = everything, ...rest } = changes;
  const rulebook = aRulebook(ruleText(`${lines}\nwait: 60s`).replace('text: { any: [export model] }\n', ''));
  const considered = consider(rulebook, event, localFacts());
  const [decision] = decide(
    aDecision({ rulebook, event, topic: null, considered, history: aHistory({ channels }), ...rest }),
  );
  if (decision === undefined) return 'passed over';
  if (decision.verdict === 'offer') return decision.offer.channel;
  return decision.because.map(({ code }) => code).join(' ');
}

const promoted = happened({ kind: 'member.promoted', level: 3 } as never);
const badge = 'on: badge.granted\nbadge: 41';
const withBadge = happened({
  kind: 'badge.granted',
  badge: 41,
  topicId: topicId(9),
  postId: postId(42),
} as never);
const place = { topic: aTopic(), post: aPost() };

describe('what has no post to stand under', () => {
  test.each<[lines: string, channels: Channel[], result: string]>([
    ['as: message', everything, 'message'],
    ['as: [banner, message]', everything, 'banner'],
    ['as: [banner, message]', ['reply', 'message'], 'message'],
    ['as: banner', ['reply', 'message'], 'no_channel'],
  ])('%s, on a forum that can show %j: %s', (lines, channels, result) => {
    expect(outcome(`on: member.promoted\n${lines}`, promoted, { channels })).toBe(result);
  });

  test('is held by a rule whose guide names the topic', () => {
    const lines = 'on: badge.granted\nbadge: 41\nas: [card, message]';
    const guide = '---\ntitle: Look\nowner: ana\n---\n\nLook at {{topic}}, {{member}}.\n';
    const rulebook = aRulebook(ruleText(lines).replace('text: { any: [export model] }\n', ''), {
      'resources/export-model.md': guide,
    });
    const event = happened({ kind: 'badge.granted', badge: 41 } as never);
    const considered = consider(rulebook, event, localFacts());

    expect(
      decide(
        aDecision({
          rulebook,
          event,
          topic: null,
          considered,
          history: aHistory({ channels: everything }),
        }),
      )[0],
    ).toMatchObject({ verdict: 'held', because: [{ code: 'slot_unknown' }] });
  });

  test('counts by its category where it happened in one', () => {
    const visited = happened({ kind: 'category.first_visited', categoryId: categoryId(4) } as never);
    const lines = 'on: category.first_visited\nas: message\nwhere: { category: support }';

    expect(outcome(lines, visited, { categorySlugs: said(['beginners', 'support']) })).toBe('message');
    expect(outcome(lines, visited, { categorySlugs: said(['news']) })).toBe('category_not_matched');
  });
});

describe('what may have a post', () => {
  test.each<[lines: string, changes: Parameters<typeof outcome>[2], result: string]>([
    ['as: [card, message]', place, 'card'],
    ['as: [card, message]', {}, 'message'],
    ['as: [card, reply]', {}, 'no_post_to_answer'],
    ['as: [reply, message]', { ...place, topic: aTopic({ closed: said(true) }) }, 'message'],
    ['as: [card, reply]', { ...place, topic: aTopic({ closed: said(true) }) }, 'topic_closed'],
    ['as: message', { ...place, topic: aTopic({ deleted: said(true) }) }, 'topic_deleted'],
    [
      'as: message\nwithdraw_when: [answered]',
      { ...place, topic: aTopic({ replies: said([aReply({ number: 2 })]) }) },
      'human_answered',
    ],
    ['as: message', { ...place, topic: aTopic({ isPublic: said(false) }) }, 'category_not_public'],
    ['as: whisper', place, 'whisper'],
  ])('with %j (row %#) takes its way, or says why none', (lines, changes, result) => {
    expect(outcome(`${badge}\n${lines}`, withBadge, changes)).toBe(result);
  });
});

test('of a flag the author hears in private, also of a post that is gone, and never by a card', () => {
  const flagged = happened({ kind: 'flag.agreed', topicId: topicId(9), postId: postId(42) });
  const gone = { post: aPost(), topic: aTopic({ deleted: said(true), closed: said(true) }) };

  expect(outcome('on: flag.agreed\nas: message', flagged, gone)).toBe('message');
});
