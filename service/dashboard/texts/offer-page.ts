import type { Language } from '../../look/language.ts';
import type { Kind } from '../../model/decision.ts';
import type { StopScope } from '../../model/stop-scope.ts';

export interface OfferPageTexts {
  title: (guide: string) => string;
  titleGone: string;
  question: string;
  why: string;
  owner: string;
  reviewed: string;
  reviewedBy: (owner: string) => string;
  never: string;
  backToTopic: string;
  ask: string;
  askHint: string;
  helped: string;
  notHelped: string;
  saidHelped: string;
  saidNotHelped: string;
  changeMind: string;
  stop: string;
  stopAsk: string;
  stopMore: string;
  stopScope: Record<StopScope, (kind: string) => string>;
  stopHint: string;
  stopButton: string;
  stopped: string;
  /** `until` is a day, and empty where nothing is paused. */
  stoppedScope: Record<StopScope, (kind: string, until: string) => string>;
  takeBack: string;
  takeBackHint: string;
  /** As members call each kind of help. */
  kinds: Record<Kind, string>;
  signIn: string;
  signInHint: (forum: string) => string;
  signInButton: string;
  noSignIn: string;
  notYours: (who: string) => string;
  notYoursNext: string;
  signedInAs: (who: string) => string;
  signOut: string;
  private: string;
  privateNext: string;
  notKnown: string;
  notKnownNext: string;
  expired: string;
  expiredNext: string;
  again: string;
}

export const offerPageTexts: Record<Language, OfferPageTexts> = {
  en: {
    title: (guide) => `About “${guide}”`,
    titleGone: 'About this guide',
    question: 'Why it came, who looks after it, and whether it helped',
    why: 'Why it came',
    owner: 'Looked after by',
    reviewed: 'Last checked',
    reviewedBy: (owner) => owner,
    never: 'not written down',
    backToTopic: 'Back to the topic',
    ask: 'Did it help?',
    askHint: 'Those who look after these guides see what you say; other members do not.',
    helped: 'It helped',
    notHelped: 'It did not help',
    saidHelped: 'You said that it helped. Thank you.',
    saidNotHelped: 'You said that it did not help. Thank you; that is how these guides get better.',
    changeMind: 'You can change your mind.',
    stop: 'No more of these',
    stopAsk: 'What shall stop?',
    stopMore: 'What else shall stop?',
    stopScope: {
      rule: () => 'Guides for the same reason as this one',
      kind: (kind) => `All of this kind: ${kind}`,
      topic: () => 'Everything in this topic',
      weeks: () => 'Everything, for four weeks',
      all: () => 'Everything, for good',
    },
    stopHint: 'It holds at once, also for what is on its way. Nothing else on the forum changes.',
    stopButton: 'Stop',
    stopped: 'You get no more guides',
    stoppedScope: {
      rule: () => 'You get no more guides for the reason that this one came.',
      kind: (kind) => `You get no more of this kind: ${kind}.`,
      topic: () => 'You get no more guides in this topic.',
      weeks: (_kind, until) => `You get no guides until ${until}.`,
      all: () => 'You get no guides of any kind.',
    },
    takeBack: 'Let them come again',
    takeBackHint: 'Takes back everything that you have stopped here, or by an answer to Waypost.',
    kinds: {
      help: 'help with a question',
      celebrate: 'good wishes on a milestone',
      announce: 'news',
      promote: 'suggestions',
      care: 'care',
    },
    signIn: 'Was it made for you?',
    signInHint: (forum) =>
      `Sign in with your account on ${forum} to say whether it helped, or what you want no more of.`,
    signInButton: 'Sign in with the forum',
    noSignIn: 'To get no more of these, answer the guide with “stop sending me these”.',
    notYours: (who) => `This guide was not made for ${who}`,
    notYoursNext: 'Only the member it was made for can say whether it helped.',
    signedInAs: (who) => `Signed in as ${who}`,
    signOut: 'Sign out',
    private: 'This is between Waypost and one member',
    privateNext: 'If it was made for you, sign in with your forum account to see it.',
    notKnown: 'There is no such page',
    notKnownNext: 'The guide may have been taken back, or the link is not complete.',
    expired: 'You are not signed in any more',
    expiredNext: 'Nothing was changed. Open the page of the guide again and sign in.',
    again: 'Back to the guide',
  },
  de: {
    title: (guide) => `Zu „${guide}“`,
    titleGone: 'Zu diesem Wegweiser',
    question: 'Warum er kam, wer sich um ihn kümmert, und ob er geholfen hat',
    why: 'Warum er kam',
    owner: 'Darum kümmert sich',
    reviewed: 'Zuletzt geprüft',
    reviewedBy: (owner) => owner,
    never: 'nicht vermerkt',
    backToTopic: 'Zurück zum Thema',
    ask: 'Hat es geholfen?',
    askHint: 'Wer sich um diese Wegweiser kümmert, sieht, was du sagst; andere Mitglieder nicht.',
    helped: 'Hat geholfen',
    notHelped: 'Hat nicht geholfen',
    saidHelped: 'Du hast gesagt, dass es geholfen hat. Danke.',
    saidNotHelped: 'Du hast gesagt, dass es nicht geholfen hat. Danke; so werden diese Wegweiser besser.',
    changeMind: 'Du kannst es dir anders überlegen.',
    stop: 'Keine weiteren davon',
    stopAsk: 'Was soll aufhören?',
    stopMore: 'Was soll noch aufhören?',
    stopScope: {
      rule: () => 'Wegweiser aus demselben Anlass wie dieser',
      kind: (kind) => `Alles dieser Art: ${kind}`,
      topic: () => 'Alles in diesem Thema',
      weeks: () => 'Alles, vier Wochen lang',
      all: () => 'Alles, für immer',
    },
    stopHint: 'Es gilt sofort, auch für das, was schon unterwegs ist. Sonst ändert sich im Forum nichts.',
    stopButton: 'Aufhören',
    stopped: 'Du bekommst keine Wegweiser mehr',
    stoppedScope: {
      rule: () => 'Aus dem Anlass dieses Wegweisers bekommst du keine mehr.',
      kind: (kind) => `Du bekommst nichts dieser Art mehr: ${kind}.`,
      topic: () => 'In diesem Thema bekommst du keine Wegweiser mehr.',
      weeks: (_kind, until) => `Bis zum ${until} bekommst du keine Wegweiser.`,
      all: () => 'Du bekommst keinerlei Wegweiser.',
    },
    takeBack: 'Wieder Wegweiser bekommen',
    takeBackHint: 'Nimmt alles zurück, was du hier oder mit einer Antwort an Waypost abgestellt hast.',
    kinds: {
      help: 'Hilfe bei einer Frage',
      celebrate: 'Glückwünsche zu einem Meilenstein',
      announce: 'Neuigkeiten',
      promote: 'Vorschläge',
      care: 'Fürsorge',
    },
    signIn: 'War er für dich?',
    signInHint: (forum) =>
      `Melde dich mit deinem Konto bei ${forum} an, um zu sagen, ob es geholfen hat, oder was du nicht mehr möchtest.`,
    signInButton: 'Mit dem Forum anmelden',
    noSignIn:
      'Wenn keine weiteren kommen sollen, genügt unter dem Wegweiser die Antwort „stopp, keine Wegweiser mehr“.',
    notYours: (who) => `Dieser Wegweiser war nicht für ${who}`,
    notYoursNext: 'Ob er geholfen hat, kann nur sagen, für wen er war.',
    signedInAs: (who) => `Angemeldet als ${who}`,
    signOut: 'Abmelden',
    private: 'Das ist zwischen Waypost und einem Mitglied',
    privateNext: 'Wenn es für dich war, melde dich mit deinem Forenkonto an, um es zu sehen.',
    notKnown: 'Diese Seite gibt es nicht',
    notKnownNext: 'Vielleicht wurde der Wegweiser zurückgenommen, oder der Verweis ist nicht vollständig.',
    expired: 'Du bist nicht mehr angemeldet',
    expiredNext: 'Es wurde nichts geändert. Öffne die Seite des Wegweisers noch einmal und melde dich an.',
    again: 'Zurück zum Wegweiser',
  },
};
