import type { Texts } from './texts.ts';

const number = (value: number) => new Intl.NumberFormat('en').format(value);
const many = (count: number, one: string, more: string) => `${number(count)} ${count === 1 ? one : more}`;

/** What the pages about single posts say. */
export const postsEn: Pick<Texts, 'posts' | 'story'> = {
  posts: {
    title: 'Posts',
    question: 'What happened to this post, and why?',
    field: 'Address or number of a post',
    fieldHint: 'From the forum’s share button, the address bar, or a link to Waypost’s reply.',
    find: 'Tell its story',
    recent: 'Latest decisions',
    recentQuestion: 'Choose one to read the whole story of its post',
    otherForum: (theirs, ours) => `This address belongs to ${theirs}. This Waypost watches ${ours}.`,
    notAnAddress:
      'This is not the address of a post. Expected is something like /t/title/123/4, /p/42 or 42.',
    notSeen: 'Waypost has no record of this post',
    notSeenBecause: {
      intro:
        'Most often it is one of these: a private message, a category not open to everybody, or a post by a bot or the system. Such posts leave no text here.',
      before: 'Or it is older: Waypost answers here only what was written since',
      notReached: (reached) =>
        `Posts up to ${reached} have been compared with the forum; a newer one may still be on its way.`,
      silent: 'The forum has not yet been read for missed posts.',
    },
  },
  story: {
    title: (id) => `The story of post ${id}`,
    question: 'What happened to this post, and why?',
    openPost: 'Open on the forum',
    wrote: (name) => `${name} wrote this post`,
    edited: (name) => `${name} edited it`,
    deleted: 'The post was deleted',
    recovered: 'The post was brought back',
    liked: 'Somebody liked the post',
    replyLiked: 'Somebody liked Waypost’s reply',
    replyDeleted: 'Waypost’s reply was deleted',
    replyEdited: 'Waypost’s reply was changed',
    topicChanged: 'The topic changed',
    memberChanged: 'The member’s account changed',
    stageEntered: 'The member entered a new stage',
    told: (source, delay) => {
      const later = delay === null ? 'within a second' : `${delay} later`;
      return {
        webhook: `A webhook told it ${later}.`,
        reconciliation: `No webhook told it; found ${later} by reading the forum.`,
        sweep: `Found by Waypost itself ${later}.`,
        'look-back':
          'Written before Waypost came; read to see what the rules would have done. Nothing of it is ever sent.',
      }[source];
    },
    text: 'What was written',
    textGone: 'The text is no longer kept.',
    waitsForUs: 'Waits to be looked at',
    triesSoFar: (count) => `${many(count, 'try', 'tries')} so far.`,
    nothingConsidered: 'No rule considered it',
    nothingConsideredWhy: (rules) =>
      `${rules === 1 ? 'The one rule' : `None of the ${number(rules)} rules`} ${rules === 1 ? 'does not ask' : 'asks'} for such words, such a place or such a moment. ` +
      'Only considered rules leave a decision; what each rule says to this post, one by one, comes from:',
    missed: 'Came too late to act on',
    dead: 'Could not be decided',
    ruleOffers: (rule, resource) => `Rule ${rule} offers “${resource}”`,
    ruleOffersNothing: (rule) => `Rule ${rule} holds back`,
    facts: 'What was known then',
    fact: (value, source) => `${value} (${source})`,
    factUnknown: (why) => `unknown: ${why}`,
    version: 'Version of the rules',
    planned: (resource) => `An offer of “${resource}” is planned`,
    plannedUntil: (notBefore) => `Earliest moment: ${notBefore}.`,
    firstTry: 'The reply is sent to the forum',
    replyText: 'The reply, word for word',
    feedback: {
      seen: 'The member has seen it',
      clicked: 'The member has followed its link',
      steps: (count) => `The member has marked steps as done: ${count}`,
      helped: 'The member says: it helped',
      notHelped: 'The member says: it did not help',
      dismissed: 'The member has put it away',
      snoozed: 'The member wants it later',
      restored: 'The member has taken it out again',
      askedPerson: 'The member would rather talk to a person',
    },
    card: {
      firstTry: 'The card is handed to the forum’s plugin',
      text: 'What was handed over, word for word',
      state: {
        unknown: 'The plugin’s answer was lost; the same is handed over again, and shown once',
        sent: 'Shown as a card under the post, to its author alone',
        withdrawn: 'The card was taken back',
      },
    },
    state: {
      proposed: 'Waits for a person to approve it',
      waiting: 'Waits for its moment',
      sending: 'Being sent',
      unknown: 'The forum’s answer was lost; the reply is looked for before anything is sent again',
      in_review: 'Waits for approval on the forum',
      sent: 'The reply stands under the post',
      withdrawn: 'The reply was withdrawn',
      held: 'Held at the last moment',
      expired: 'Expired before it could be sent',
      refused: 'The forum refused it',
      dead: 'Stopped; a person has to look',
      shadow: 'Would have been offered; nothing was shown',
    },
    openReply: 'Open the reply',
    lookedUp: (count) => `Looked for ${many(count, 'time', 'times')}.`,
    answer: {
      none: 'Waypost has no record of this post.',
      nothing: 'Nothing was offered: no rule considered this post.',
      pending: 'Not decided yet: the post waits to be looked at.',
      held: 'Nothing was offered.',
      missed: 'Nothing was offered: the news came too late to act on.',
      dead: 'Not decided: deciding failed again and again, and a person has to look.',
    },
    answerHeld: (rules, why) =>
      `Nothing was offered. ${rules === 1 ? 'One rule considered it and held back' : `${number(rules)} rules considered it and held back`}: ${why}`,
    answerOffer: {
      proposed: (resource) => `The guide “${resource}” waits for a person to approve it.`,
      waiting: (resource) => `The guide “${resource}” waits for its moment.`,
      sending: (resource) => `The guide “${resource}” is being sent.`,
      unknown: (resource) =>
        `The guide “${resource}” was sent, but the forum’s answer was lost; Waypost looks for the reply.`,
      in_review: (resource) => `The guide “${resource}” waits for approval on the forum.`,
      sent: (resource) => `The guide “${resource}” stands under the post.`,
      withdrawn: (resource) => `The guide “${resource}” was shown and later withdrawn.`,
      held: (resource) => `The guide “${resource}” was not sent; it was no longer needed.`,
      expired: (resource) => `The guide “${resource}” was not sent; its time was over.`,
      refused: (resource) => `The forum refused the guide “${resource}”.`,
      dead: (resource) => `The guide “${resource}” could not be sent; a person has to look.`,
      shadow: (resource) => `A rule in shadow would have offered “${resource}”; nothing was shown.`,
    },
    seenOnly: (how) => `The post was only seen in passing (${how}); no event of it is kept.`,
  },
};
