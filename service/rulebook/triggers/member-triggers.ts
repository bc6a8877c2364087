import { type TriggerRow, untilAnswered } from './trigger-row.ts';

/** Moments of members, and of other systems. */
export const memberTriggers = {
  'badge.granted': {
    when: 'a member gets one of the badges in `badge`, by the number in its address',
    whom: 'the member, under the post the badge is for; where there is none, as a message or a banner, if `as` names one',
    takes: ['badge'],
    needs: ['badge'],
    text: 'none',
    place: 'perhaps',
    isWide: false,
    withdrawWhen: [],
    example: `badge: [41, 42]
cases:
  fires: [{ badge: 41 }, { badge: 42, trust_level: 1 }]
  silent: [{ badge: 43, because: badge }, { badge: 1 }]`,
  },
  'member.promoted': {
    when: 'a member rises to a trust level, to one of `level` where it is given',
    whom: 'the member, as a message or a banner',
    takes: ['level'],
    needs: [],
    text: 'none',
    place: 'none',
    isWide: false,
    withdrawWhen: [],
    example: `as: message
level: 2
cases:
  fires: [{ level: 2 }, { level: 2, stage: regular }]
  silent: [{ level: 1, because: level }, { level: 3 }]`,
  },
  'member.approved': {
    when: 'a new account is approved by staff',
    whom: 'the member, as a message or a banner',
    takes: [],
    needs: [],
    text: 'none',
    place: 'none',
    isWide: false,
    withdrawWhen: [],
    example: `as: message
who: { trust_level: [0, 1] }
cases:
  fires: [{ trust_level: 0 }, { trust_level: 1 }]
  silent: [{ trust_level: 2, because: who.trust_level }, { trust_level: 3 }]`,
  },
  'group.joined': {
    when: 'a member comes into one of the groups in `group`, by name, or by number where not everybody can see the group',
    whom: 'the member, as a message or a banner',
    takes: ['group'],
    needs: ['group'],
    text: 'none',
    place: 'none',
    isWide: false,
    withdrawWhen: [],
    example: `as: message
group: translators
cases:
  fires: [{ group: translators }, { group: Translators, trust_level: 3 }]
  silent: [{ group: staff, because: group }, { group: beta }]`,
  },
  'group.left': {
    when: 'a member leaves one of the groups in `group`, named likewise',
    whom: 'the member, as a message or a banner',
    takes: ['group'],
    needs: ['group'],
    text: 'none',
    place: 'none',
    isWide: false,
    withdrawWhen: [],
    example: `as: message
group: translators
cases:
  fires: [{ group: translators }, { group: translators, trust_level: 3 }]
  silent: [{ group: staff, because: group }, { group: beta }]`,
  },
  'category.first_visited': {
    when: 'a member opens a category for the first time (needs the forum’s plugin)',
    whom: 'the member, as a message or a banner',
    takes: [],
    needs: [],
    text: 'none',
    place: 'none',
    isWide: true,
    withdrawWhen: [],
    example: `as: message
where: { category: workshop }
cases:
  fires: [{ category: workshop }, { category: workshop, trust_level: 2 }]
  silent: [{ category: news, because: where.category }, { category: support }]`,
  },
  'flag.agreed': {
    when: 'moderators agree with a flag on a post; that one was raised, or dismissed, no rule may tell',
    whom: 'its author, as a message or a banner: nobody else may know',
    takes: [],
    needs: [],
    text: 'none',
    place: 'none',
    isWide: false,
    withdrawWhen: [],
    example: `as: message
who: { trust_level: [0, 1] }
cases:
  fires: [{ trust_level: 0 }, { trust_level: 1 }]
  silent: [{ trust_level: 2, because: who.trust_level }, { trust_level: 3 }]`,
  },
  event: {
    when: 'another system tells of something by `POST /events`: what it calls `type`, with the values under `data`',
    whom: 'everybody, as one post in the topic named by `place`',
    takes: ['type', 'data', 'place'],
    needs: ['type', 'place'],
    text: 'none',
    place: 'announcement',
    isWide: false,
    withdrawWhen: [],
    example: `type: release.published
data: { channel: [stable, lts] }
place: { topic: 123 }
cases:
  fires: [{ data: { channel: stable } }, { type: release.published, data: { channel: lts } }]
  silent: [{ data: { channel: nightly }, because: data }, { type: policy.changed, because: type }]`,
  },
  'stage.entered': {
    when: 'a member enters one of the stages under `who: stage`',
    whom: 'the member, under the post by which it showed; where there is none, as a message or a banner, if `as` names one',
    takes: [],
    needs: [],
    text: 'none',
    place: 'perhaps',
    isWide: false,
    withdrawWhen: untilAnswered,
    example: `who: { stage: regular }
cases:
  fires: [{ stage: regular }, { stage: regular, trust_level: 2 }]
  silent: [{ stage: newcomer, because: who.stage }, { stage: quiet }]`,
  },
  'stage.left': {
    when: 'a member leaves one of the stages under `who: stage`, for whichever other',
    whom: 'the member, under the post by which it showed; one who left by silence has none, and gets a message or a banner, if `as` names one',
    takes: [],
    needs: [],
    text: 'none',
    place: 'perhaps',
    isWide: false,
    withdrawWhen: untilAnswered,
    example: `who: { stage: newcomer }
cases:
  fires: [{ stage: newcomer }, { stage: newcomer, trust_level: 1 }]
  silent: [{ stage: regular, because: who.stage }, { stage: quiet }]`,
  },
  'stage.stalled': {
    when: 'a member has been in one of the stages under `who: stage` for as long as its `stalls` in `stages.yml` says, without getting on',
    whom: 'the member, as a message or a banner',
    takes: [],
    needs: [],
    text: 'none',
    place: 'none',
    isWide: false,
    withdrawWhen: [],
    example: `as: message
who: { stage: newcomer }
cases:
  fires: [{ stage: newcomer }, { stage: newcomer, trust_level: 1 }]
  silent: [{ stage: regular, because: who.stage }, { stage: quiet }]`,
  },
  'member.anniversary': {
    when: 'years have passed since a member joined, those in `years` where it is given; at nine in the morning where they live, and on 28 February for who joined on the 29th',
    whom: 'the member, as a message or a banner',
    takes: ['years'],
    needs: [],
    text: 'none',
    place: 'none',
    isWide: false,
    withdrawWhen: [],
    example: `as: message
years: [1, 5, 10]
cases:
  fires: [{ years: 1 }, { years: 5, stage: regular }]
  silent: [{ years: 2, because: years }, { years: 4 }]`,
  },
  'member.count': {
    when: 'a member writes the post that makes as many as `reaches` says',
    whom: 'the member, under that post',
    takes: ['reaches'],
    needs: ['reaches'],
    text: 'none',
    place: 'post',
    isWide: false,
    withdrawWhen: [],
    example: `reaches: { posts: [10, 100] }
cases:
  fires: [{ reaches: { posts: 10 } }, { reaches: { posts: 100 }, trust_level: 1 }]
  silent: [{ reaches: { posts: 11 }, because: reaches }, { reaches: { posts: 99 } }]`,
  },
} as const satisfies Record<string, TriggerRow>;
