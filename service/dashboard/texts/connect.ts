import type { WaysOut } from '../../connect/texts/connect-texts.ts';
import type { Language } from '../../look/language.ts';

/** Every word of the page on which a forum is connected; the steps themselves are in connect/texts. */
export interface ConnectPageTexts {
  title: string;
  question: string;
  answerDemo: string;
  answerConnected: (forumUrl: string) => string;
  /** On the first page, under what is known of the forum. */
  link: string;
  needsPassword: string;
  needsPasswordHow: string;
  byCommand: string;
  byCommandHow: string;
  form: string;
  formHow: string;
  forum: string;
  forumHint: string;
  own: string;
  ownHint: string;
  key: string;
  keyHint: string;
  more: string;
  bot: string;
  botHint: string;
  adopt: string;
  leavePlugin: string;
  look: string;
  looking: (forum: string) => string;
  lookingHow: string;
  notPossible: string;
  plan: string;
  planAllThere: string;
  planHow: (forumUrl: string) => string;
  planNothing: (forumUrl: string) => string;
  planFile: (file: string, names: readonly string[]) => string;
  planLookBack: string;
  keyHeld: string;
  make: string;
  check: string;
  forget: string;
  states: Record<'wouldCreate' | 'wouldChange' | 'asItIs' | 'done' | 'next' | 'failed', string>;
  note: string;
  making: string;
  makingHow: string;
  phase: { ping: string; file: string; lookBack: string; lookBackOpen: (posts: number) => string };
  again: string;
  failed: string;
  failedHow: string;
  toForm: string;
  made: string;
  madeHow: string;
  revokeAdminKey: (forumUrl: string) => string;
  revokeOldKey: (bot: string) => string;
  next: string;
  nextDemo: string;
  nextRestart: string;
  nextNothing: string;
  start: string;
  lookBackFault: string;
  lookBackNothing: string;
  starting: string;
  startingHow: (publicUrl: string) => string;
  byHand: string;
  byHandHow: string;
  byHandShow: string;
  ways: WaysOut;
}

export const connectPageTexts: Record<Language, ConnectPageTexts> = {
  en: {
    title: 'Connect a forum',
    question: 'What does Waypost need on your forum, and is it there?',
    answerDemo: 'Waypost shows its demo forum. Nothing of it is needed on your own.',
    answerConnected: (forumUrl) =>
      `Waypost is connected to ${forumUrl}. Here you can look whether all is there, and repair it.`,
    link: 'Connect a forum, or look at the connection and repair it',
    needsPassword: 'Sign in with the password of this installation',
    needsPasswordHow:
      'On the demo forum everybody can be anybody, so its accounts connect nothing. Sign out, and sign in with the password that stands on the terminal where Waypost runs.',
    byCommand: 'Connect from the terminal',
    byCommandHow: 'The connection is made and repaired on the machine where Waypost is started:',
    form: 'Which forum?',
    formHow: 'Nothing is changed yet: first you see what would be made.',
    forum: 'Address of the forum',
    forumHint: 'With its path, if it has one: https://forum.example',
    own: 'Address of Waypost',
    ownHint: 'Where the forum and your colleagues reach this page: https://waypost.example',
    key: 'API key of an administrator',
    keyHint:
      'Needed once. Make it on the forum under Admin → API → API Keys (User Level: All Users, Scope: Global), and revoke it there afterwards. It is kept in memory until the work is done, ten minutes at most, and nowhere else.',
    more: 'The bot, and what is there already',
    bot: 'Name of the bot’s account',
    botHint: 'Guides are written by it.',
    adopt: 'There is an account of that name, and it is meant to be the bot',
    leavePlugin: 'Leave the settings of the forum’s Waypost plugin alone',
    look: 'Look at the forum',
    looking: (forum) => `Looking at ${forum}`,
    lookingHow:
      'A forum that is slow, or lets nobody ask often, takes a minute. This page goes on by itself.',
    notPossible: 'This does not work yet',
    plan: 'What would be made',
    planAllThere: 'All is there',
    planHow: (forumUrl) => `On ${forumUrl}, in this order. What is there already stays.`,
    planNothing: (forumUrl) =>
      `On ${forumUrl} all is as it should be. A test ping shows whether the way is open too.`,
    planFile: (file, names) =>
      `In ${file} on this machine, readable by its owner alone: ${names.join(', ')}.`,
    planLookBack:
      'At the end the rules decide over the newest 200 public posts as if it were then. Nothing of that is ever sent.',
    keyHeld: 'The admin key is kept in memory for ten minutes at most.',
    make: 'Make it so',
    check: 'Test the way',
    forget: 'Forget it',
    states: {
      wouldCreate: 'will be made',
      wouldChange: 'will be changed',
      asItIs: 'is there',
      done: 'done',
      next: 'to come',
      failed: 'failed',
    },
    note: 'Good to know',
    making: 'Connecting',
    makingHow: 'This page goes on by itself. It may be left and opened again.',
    phase: {
      ping: 'A test ping the whole way',
      file: 'Configuration written',
      lookBack: 'Looking back at the newest 200 posts',
      lookBackOpen: (posts) => `${posts} posts to go`,
    },
    again: 'Look again',
    failed: 'A step did not work',
    failedHow: 'What was made stays made, and the next run goes on there. The admin key has been forgotten.',
    toForm: 'Back to the form',
    made: 'The forum is connected',
    madeHow: 'The admin key has been forgotten.',
    revokeAdminKey: (forumUrl) => `Revoke the admin key on ${forumUrl}: Admin → API → API Keys.`,
    revokeOldKey: (bot) =>
      `The key that @${bot} had before is still good: revoke it there too, once Waypost runs with the new one.`,
    next: 'What is next',
    nextDemo:
      'Waypost still shows the demo forum. Start it with your forum now; it takes some seconds, and you sign in with your forum account then. The next start of Waypost does the same.',
    nextRestart:
      'Waypost still runs with the key it had. Start it anew now; what is under way is finished first, and webhooks that come meanwhile are made up for.',
    nextNothing: 'Waypost runs with all of this already. Nothing has to be started anew.',
    start: 'Start with this forum',
    lookBackFault: 'Looking back did not work',
    lookBackNothing: 'There were no public posts to look back at.',
    starting: 'Waypost is starting anew',
    startingHow: (publicUrl) =>
      `This takes some seconds; the page goes on by itself. Then sign in with your forum account, at ${publicUrl}.`,
    byHand: 'By hand instead',
    byHandHow: 'The same steps, with the words as Discourse writes them.',
    byHandShow: 'Show the steps',
    ways: {
      ownAddress: 'Name its address above',
      otherBot: 'name another account for the bot',
      adopt: 'tick that it is meant to be the bot',
      byHand: 'see below',
      disconnect: '“waypost disconnect” on the terminal',
    },
  },
  de: {
    title: 'Ein Forum verbinden',
    question: 'Was braucht Waypost im Forum, und ist es da?',
    answerDemo: 'Waypost zeigt sein Demo-Forum. Nichts davon wird im eigenen gebraucht.',
    answerConnected: (forumUrl) =>
      `Waypost ist mit ${forumUrl} verbunden. Hier lässt sich nachsehen, ob alles da ist, und reparieren, was fehlt.`,
    link: 'Ein Forum verbinden, oder die Verbindung ansehen und reparieren',
    needsPassword: 'Mit dem Passwort dieser Installation anmelden',
    needsPasswordHow:
      'Im Demo-Forum kann jeder jeder sein, darum verbinden seine Konten nichts. Abmelden, und mit dem Passwort anmelden, das auf dem Terminal steht, in dem Waypost läuft.',
    byCommand: 'Am Terminal verbinden',
    byCommandHow:
      'Die Verbindung wird auf dem Rechner hergestellt und repariert, auf dem Waypost gestartet wird:',
    form: 'Welches Forum?',
    formHow: 'Noch wird nichts geändert: Zuerst ist zu sehen, was gemacht würde.',
    forum: 'Adresse des Forums',
    forumHint: 'Mit ihrem Pfad, falls es einen gibt: https://forum.example',
    own: 'Adresse von Waypost',
    ownHint: 'Wo das Forum und die Kolleginnen und Kollegen diese Seite erreichen: https://waypost.example',
    key: 'API-Schlüssel einer Administratorin oder eines Administrators',
    keyHint:
      'Wird einmal gebraucht. Im Forum unter Administration → API machen (Benutzerrang: Alle Benutzer, Bereich: Global) und danach dort widerrufen. Er bleibt im Arbeitsspeicher, bis alles getan ist, höchstens zehn Minuten, und sonst nirgends.',
    more: 'Der Bot, und was schon da ist',
    bot: 'Name des Bot-Kontos',
    botHint: 'Unter diesem Namen werden Anleitungen geschrieben.',
    adopt: 'Ein Konto dieses Namens gibt es schon, und es soll der Bot sein',
    leavePlugin: 'Die Einstellungen des Waypost-Plugins im Forum nicht anfassen',
    look: 'Das Forum ansehen',
    looking: (forum) => `${forum} wird angesehen`,
    lookingHow:
      'Ein langsames Forum, oder eines, das nicht oft gefragt werden mag, braucht eine Minute. Die Seite macht von selbst weiter.',
    notPossible: 'So geht es noch nicht',
    plan: 'Was gemacht würde',
    planAllThere: 'Alles ist da',
    planHow: (forumUrl) => `Auf ${forumUrl}, in dieser Reihenfolge. Was schon da ist, bleibt.`,
    planNothing: (forumUrl) =>
      `Auf ${forumUrl} ist alles, wie es sein soll. Ein Probe-Ping zeigt, ob auch der Weg frei ist.`,
    planFile: (file, names) =>
      `In ${file} auf diesem Rechner, nur für den Besitzer lesbar: ${names.join(', ')}.`,
    planLookBack:
      'Am Ende entscheiden die Regeln über die neuesten 200 öffentlichen Beiträge, als wäre es damals. Nichts davon wird je gesendet.',
    keyHeld: 'Der Administrator-Schlüssel bleibt höchstens zehn Minuten im Arbeitsspeicher.',
    make: 'So machen',
    check: 'Den Weg prüfen',
    forget: 'Vergessen',
    states: {
      wouldCreate: 'wird angelegt',
      wouldChange: 'wird geändert',
      asItIs: 'ist da',
      done: 'getan',
      next: 'kommt noch',
      failed: 'ging nicht',
    },
    note: 'Gut zu wissen',
    making: 'Die Verbindung entsteht',
    makingHow: 'Die Seite macht von selbst weiter. Sie kann verlassen und wieder geöffnet werden.',
    phase: {
      ping: 'Ein Probe-Ping über den ganzen Weg',
      file: 'Konfiguration geschrieben',
      lookBack: 'Rückblick auf die neuesten 200 Beiträge',
      lookBackOpen: (posts) => `noch ${posts} Beiträge`,
    },
    again: 'Neu ansehen',
    failed: 'Ein Schritt ging nicht',
    failedHow:
      'Was gemacht ist, bleibt gemacht, und der nächste Durchgang macht dort weiter. Der Administrator-Schlüssel ist vergessen.',
    toForm: 'Zurück zum Formular',
    made: 'Das Forum ist verbunden',
    madeHow: 'Der Administrator-Schlüssel ist vergessen.',
    revokeAdminKey: (forumUrl) =>
      `Den Administrator-Schlüssel auf ${forumUrl} widerrufen: Administration → API.`,
    revokeOldKey: (bot) =>
      `Der bisherige Schlüssel von @${bot} gilt noch: auch ihn dort widerrufen, sobald Waypost mit dem neuen läuft.`,
    next: 'Wie es weitergeht',
    nextDemo:
      'Waypost zeigt noch das Demo-Forum. Jetzt mit dem eigenen Forum starten: Das dauert einige Sekunden, danach geht die Anmeldung mit dem Forenkonto. Der nächste Start von Waypost tut dasselbe.',
    nextRestart:
      'Waypost läuft noch mit dem bisherigen Schlüssel. Jetzt neu starten: Was unterwegs ist, wird zuerst beendet, und was inzwischen an Webhooks kommt, wird nachgeholt.',
    nextNothing: 'Waypost läuft schon mit alldem. Nichts muss neu gestartet werden.',
    start: 'Mit diesem Forum starten',
    lookBackFault: 'Der Rückblick ging nicht',
    lookBackNothing: 'Es gab keine öffentlichen Beiträge für einen Rückblick.',
    starting: 'Waypost startet neu',
    startingHow: (publicUrl) =>
      `Das dauert einige Sekunden; die Seite macht von selbst weiter. Danach mit dem Forenkonto anmelden, unter ${publicUrl}.`,
    byHand: 'Stattdessen von Hand',
    byHandHow: 'Dieselben Schritte, mit den Wörtern, die Discourse schreibt.',
    byHandShow: 'Die Schritte zeigen',
    ways: {
      ownAddress: 'Seine Adresse oben nennen',
      otherBot: 'ein anderes Konto für den Bot nennen',
      adopt: 'ankreuzen, dass es der Bot sein soll',
      byHand: 'siehe unten',
      disconnect: '„waypost disconnect“ am Terminal',
    },
  },
};
