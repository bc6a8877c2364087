/** The quiet last line of a reply, in the languages it is written in; guides in other languages carry the English one. */
export interface ReplyTexts {
  becauseOfWords(words: string): string;
  becauseFirstPost: string;
  becauseStage: string;
  becausePost: string;
  /** In a hard moment, where a person has pressed send. */
  becauseOfCare: string;
  howToStop(word: string): string;
  /** The link to the page about this offer. */
  didItHelp: string;
  /** What is left of a reply that nobody needs any more. */
  folded: FoldedTexts;
  /** In place of reason and way out, where only staff read it. */
  forStaff: string;
  happened: HappenedTexts;
}

export interface FoldedTexts {
  solved: string;
  answered: string;
  edited: string;
  /** Stands beside the edit in the history of the post. */
  editReason: string;
}

/** What happened to a member who has not just written. */
export interface HappenedTexts {
  stageStalled: string;
  anniversary(years: number): string;
  count(posts: number): string;
  nextStep: string;
  badge: string;
  promoted(level: number): string;
  approved: string;
  groupJoined: string;
  groupLeft: string;
  categoryVisited: string;
  flagAgreed: string;
  topicClosed: string;
}

export const replyTexts: { en: ReplyTexts } & Record<string, ReplyTexts | undefined> = {
  en: {
    becauseOfWords: (words) => `This came because of the words “${words}”.`,
    becauseFirstPost: 'This came because it is your first post here.',
    becauseStage: 'This came because of how long you have been part of this forum.',
    becausePost: 'This came because of what the post is about.',
    becauseOfCare: 'Somebody of this community chose to send you this. It goes to you alone.',
    howToStop: (word) => `To get no more of these, answer “${word}”.`,
    didItHelp: 'Did it help?',
    folded: {
      solved: 'A guide stood here until the topic was solved.',
      answered: 'A guide stood here until somebody answered.',
      edited: 'A guide stood here until the post that it was about was changed.',
      editReason: 'no longer needed',
    },
    forStaff: 'Only staff can see this: it may help with the post above.',
    happened: {
      stageStalled: 'This came because you have been here for a while and a next step may be of use.',
      anniversary: (years) =>
        `This came because you joined this forum ${years === 1 ? 'a year' : `${years} years`} ago.`,
      count: (posts) => `This came because of your post number ${posts}.`,
      nextStep: 'This is the next of a few steps that began a while ago.',
      badge: 'This came because of a badge that you were given.',
      promoted: (level) => `This came because you have reached trust level ${level}.`,
      approved: 'This came because your account was approved.',
      groupJoined: 'This came because you have joined a group.',
      groupLeft: 'This came because you have left a group.',
      categoryVisited: 'This came because you have looked into this category for the first time.',
      flagAgreed: 'This came because moderators have acted on one of your posts; nobody else sees it.',
      topicClosed: 'This came because your topic was closed.',
    },
  },
  de: {
    becauseOfWords: (words) => `Anlass: die Worte „${words}“.`,
    becauseFirstPost: 'Anlass: Es ist dein erster Beitrag hier.',
    becauseStage: 'Anlass: Du bist schon eine Weile in diesem Forum dabei.',
    becausePost: 'Anlass: das Thema des Beitrags.',
    becauseOfCare: 'Ein Mensch aus dieser Gemeinschaft wollte, dass du das bekommst. Es geht nur an dich.',
    howToStop: (word) => `Wenn keine weiteren Wegweiser kommen sollen, genügt die Antwort „${word}“.`,
    didItHelp: 'Hat es geholfen?',
    folded: {
      solved: 'Hier stand ein Wegweiser, bis das Thema gelöst war.',
      answered: 'Hier stand ein Wegweiser, bis jemand geantwortet hat.',
      edited: 'Hier stand ein Wegweiser, bis der Beitrag geändert wurde, um den es ging.',
      editReason: 'nicht mehr nötig',
    },
    forStaff: 'Das sieht nur das Team: Es könnte beim Beitrag darüber helfen.',
    happened: {
      stageStalled: 'Anlass: Du bist schon eine Weile hier, und ein nächster Schritt könnte nützlich sein.',
      anniversary: (years) =>
        `Anlass: Du bist seit ${years === 1 ? 'einem Jahr' : `${years} Jahren`} in diesem Forum.`,
      count: (posts) => `Anlass: dein Beitrag Nummer ${posts}.`,
      nextStep: 'Das ist der nächste von einigen Schritten, die vor einer Weile begonnen haben.',
      badge: 'Anlass: ein Abzeichen, das du bekommen hast.',
      promoted: (level) => `Anlass: Du hast die Vertrauensstufe ${level} erreicht.`,
      approved: 'Anlass: Dein Konto wurde freigeschaltet.',
      groupJoined: 'Anlass: Du bist einer Gruppe beigetreten.',
      groupLeft: 'Anlass: Du hast eine Gruppe verlassen.',
      categoryVisited: 'Anlass: Du hast diese Kategorie zum ersten Mal geöffnet.',
      flagAgreed:
        'Anlass: Die Moderation hat bei einem deiner Beiträge eingegriffen; das sieht sonst niemand.',
      topicClosed: 'Anlass: Dein Thema wurde geschlossen.',
    },
  },
};
