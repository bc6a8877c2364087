/** The quiet last line of a reply, in the languages it is written in; guides in other languages carry the English one. */
export interface ReplyTexts {
  becauseOfWords(words: string): string;
  becauseFirstPost: string;
  becauseStage: string;
  becausePost: string;
  /** In a hard moment, where a person has pressed send. */
  becauseOfCare: string;
  howToStop(word: string): string;
}

export const replyTexts: { en: ReplyTexts } & Record<string, ReplyTexts | undefined> = {
  en: {
    becauseOfWords: (words) => `This came because of the words “${words}”.`,
    becauseFirstPost: 'This came because it is your first post here.',
    becauseStage: 'This came because of how long you have been part of this forum.',
    becausePost: 'This came because of what the post is about.',
    becauseOfCare: 'Somebody of this community chose to send you this. It goes to you alone.',
    howToStop: (word) => `To get no more of these, answer “${word}”.`,
  },
  de: {
    becauseOfWords: (words) => `Anlass: die Worte „${words}“.`,
    becauseFirstPost: 'Anlass: Es ist dein erster Beitrag hier.',
    becauseStage: 'Anlass: Du bist schon eine Weile in diesem Forum dabei.',
    becausePost: 'Anlass: das Thema des Beitrags.',
    becauseOfCare: 'Ein Mensch aus dieser Gemeinschaft wollte, dass du das bekommst. Es geht nur an dich.',
    howToStop: (word) => `Wenn keine weiteren Hinweise kommen sollen, genügt die Antwort „${word}“.`,
  },
};
