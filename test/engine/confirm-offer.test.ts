import { describe, expect, test } from 'vitest';
import { confirmOffer } from '../../service/engine/confirm-offer.ts';
import type { ConfirmInput } from '../../service/engine/confirm-offer.ts';
import type { Member } from '../../service/model/member.ts';
import { memberId, postId, resourceId, ruleId, stageId, topicId } from '../../service/model/ids.ts';
import {
  aHistory,
  aMember,
  aPost,
  aReply,
  aRulebook,
  aTopic,
  minutesAfter,
  noon,
  notKnown,
  ruleText,
  said,
} from '../support/engine-makers.ts';

const now = minutesAfter(11);

function anInput(changes: Partial<ConfirmInput> = {}): ConfirmInput {
  return {
    offer: {
      rule: ruleId('export-model'),
      kind: 'help',
      channel: 'reply',
      resource: resourceId('export-model'),
      occasion: 'post:42',
      postId: postId(42),
      topicId: topicId(9),
      notBefore: minutesAfter(10),
      expiresAt: minutesAfter(24 * 60),
      createdAt: noon,
    },
    rulebook: aRulebook(),
    topic: aTopic(),
    post: aPost(),
    member: aMember(),
    history: aHistory(),
    now,
    ...changes,
  };
}

function verdictOn(changes: Partial<ConfirmInput>): string {
  const confirmation = confirmOffer(anInput(changes));
  return confirmation.verdict === 'send'
    ? 'send'
    : `${confirmation.verdict} ${confirmation.because.map(({ code }) => code).join(' ')}`;
}

const offer = (changes: Partial<ConfirmInput['offer']>) => ({ offer: { ...anInput().offer, ...changes } });
const topic = (changes: Parameters<typeof aTopic>[0]) => ({ topic: aTopic(changes) });
const rule = (lines: string, files: Record<string, string> = {}) => ({
  rulebook: aRulebook(ruleText(lines), files),
});
const history = (changes: Parameters<typeof aHistory>[0]) => ({ history: aHistory(changes) });

describe('the step of a sequence, at the moment of sending', () => {
  const steps = 'steps: [{ id: a, only_if: { trust_level: [0, 1] }, offer: export-model }]';
  const text = ruleText(`as: message\n${steps}\nuntil: { posts: { min: 5 } }`);
  const atStep: Partial<ConfirmInput> = {
    ...offer({ channel: 'message', occasion: 'post:42#a', topicId: null, postId: null }),
    rulebook: aRulebook(text.replace('offer: export-model\n', '')),
    topic: 'none',
  };

  test.each<[string, Partial<Member>, string]>([
    ['is still needed', {}, 'send'],
    ['cannot be told to be needed, and could when it was planned', { trustLevel: notKnown }, 'send'],
    ['is no longer needed', { trustLevel: said(2) }, 'hold step_not_needed'],
    ['has come where the sequence leads', { postCount: said(5) }, 'hold goal_reached'],
  ])('%s', (_what, member, verdict) => {
    expect(verdictOn({ ...atStep, member: aMember(member) })).toBe(verdict);
  });
});

describe('the moment of sending', () => {
  test.each<[string, Partial<ConfirmInput>, string]>([
    ['nothing has changed', {}, 'send'],
    [
      'the offer itself is among the earlier ones',
      history({
        earlierOffers: [
          { rule: ruleId('export-model'), occasion: 'post:42', state: 'sending', createdAt: noon },
        ],
      }),
      'send',
    ],
    ['somebody has answered', topic({ replies: said([aReply()]) }), 'hold human_answered'],
    [
      'somebody has answered, and the rule does not mind',
      { ...rule('withdraw_when: []'), ...topic({ replies: said([aReply()]) }) },
      'send',
    ],
    ['a bot has answered', topic({ replies: said([aReply({ isBot: true })]) }), 'send'],
    ['the author has added something', topic({ replies: said([aReply({ authorId: memberId(7) })]) }), 'send'],
    ['the topic is solved', topic({ solved: said(true) }), 'hold topic_solved'],
    ['solutions do not exist here', topic({ solved: notKnown }), 'send'],
    ['the topic is closed', topic({ closed: said(true) }), 'hold topic_closed'],
    ['the topic is archived', topic({ archived: said(true) }), 'hold topic_archived'],
    ['the topic is marked deleted', topic({ deleted: said(true) }), 'hold topic_deleted'],
    ['the topic is gone', { topic: 'deleted' }, 'hold topic_deleted'],
    ['the post is gone', { post: 'deleted' }, 'hold post_deleted'],
    ['the topic could not be read', { topic: 'unreadable' }, 'later topic_unreadable'],
    ['the post could not be read', { post: 'unreadable' }, 'later post_unreadable'],
    ['the replies could not be read', topic({ replies: notKnown }), 'later replies_unknown'],
    ['nobody can say whether it is closed', topic({ closed: notKnown }), 'later topic_unreadable'],
    [
      'the topic was moved where not everybody reads',
      topic({ isPublic: said(false) }),
      'hold category_not_public',
    ],
    [
      'nobody can say whether everybody reads it',
      topic({ isPublic: notKnown }),
      'later category_publicity_unknown',
    ],
    [
      'the topic was moved out of scope',
      { ...rule('where: { category: support }'), ...topic({ categorySlugs: said(['lounge']) }) },
      'hold category_not_matched',
    ],
    [
      'a tag was put on that the rule leaves out',
      { ...rule('where: { not_tag: export }') },
      'hold tag_excluded',
    ],
    [
      'tags could not be read',
      { ...rule('where: { not_tag: export }'), ...topic({ tags: notKnown }) },
      'later tags_unknown',
    ],
    ['the words were edited away', { post: aPost({ raw: 'Never mind.' }) }, 'hold post_edited_away'],
    [
      'the words were moved into a quote',
      { post: aPost({ raw: '> export model\n\nnever mind' }) },
      'hold post_edited_away',
    ],
    [
      'the words were edited away, and the rule does not mind',
      { ...rule('withdraw_when: []'), post: aPost({ raw: 'Never mind.' }) },
      'send',
    ],
    [
      'the member said stop',
      history({ consent: { state: 'declined', scope: 'all', since: noon } }),
      'hold opted_out',
    ],
    ['the forum is paused', history({ pausedForum: true }), 'later forum_paused'],
    ['the rule is paused', history({ pausedRules: new Set([ruleId('export-model')]) }), 'later rule_paused'],
    [
      'the rule was demoted',
      history({ rungs: new Map([[ruleId('export-model'), 'shadow']]) }),
      'hold rule_demoted',
    ],
    ['the file takes the rule back', rule('rollout: shadow'), 'hold rule_demoted'],
    ['the rule is gone', offer({ rule: ruleId('gone') }), 'hold rule_gone'],
    ['the guide is gone', offer({ resource: resourceId('gone') }), 'hold resource_gone'],
    [
      'the guide is overdue',
      rule('', {
        'resources/export-model.md':
          '---\ntitle: X\nowner: ana\nreviewed_on: 2026-01-01\nreview_every: 30d\n---\n\nText',
      }),
      'hold resource_overdue',
    ],
    ['the moment has passed', offer({ expiresAt: now }), 'hold out_of_date'],
    ['it is too early', offer({ notBefore: minutesAfter(12) }), 'later waiting_for_humans'],
    [
      'the member has grown',
      { ...rule('who: { trust_level: 1 }'), member: aMember({ trustLevel: said(2) }) },
      'hold trust_level_not_matched',
    ],
    [
      'the member can no longer be read',
      { ...rule('who: { trust_level: 1 }'), member: aMember({ trustLevel: notKnown }) },
      'send',
    ],
    [
      'a definite no counts for more than what cannot be told',
      { ...topic({ closed: notKnown, solved: said(true) }) },
      'hold topic_solved',
    ],
  ])('%s', (_what, changes, expected) => expect(verdictOn(changes)).toBe(expected));

  test('at night it is put off until the morning', () => {
    const files = { 'site.yml': 'quiet_hours: { from: "22:00", to: "07:00" }' };
    const night = new Date('2026-11-21T22:30:00Z');

    const confirmation = confirmOffer(
      anInput({ ...rule('', files), member: aMember({ timeZone: said('Europe/Berlin') }), now: night }),
    );

    expect(confirmation).toMatchObject({ verdict: 'later', notBefore: new Date('2026-11-22T06:00:00Z') });
  });

  test('what cannot be told is asked again after a minute', () => {
    expect(confirmOffer(anInput({ topic: 'unreadable' }))).toMatchObject({ notBefore: minutesAfter(12) });
  });

  test('a stage that the member has left again holds what it brought', () => {
    const rulebook = aRulebook(ruleText('on: stage.entered\nwho: { stage: regular }'), {
      'stages.yml': 'stages: [{ id: regular, when: {} }, { id: quiet, when: {} }]',
    });
    const inStage = (stage: string) =>
      verdictOn({ rulebook, member: aMember({ stage: said(stageId(stage)) }) });

    expect(inStage('regular')).toBe('send');
    expect(inStage('quiet')).toBe('hold stage_not_matched');
  });
});
