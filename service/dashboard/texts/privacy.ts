interface PrivacyTexts {
  title: string;
  /** Of the link in the foot of every page. */
  link: string;
  question: (host: string) => string;
  questionNoForum: string;
  answer: (texts: string) => string;
  held: string;
  heldQuestion: string;
  what: string;
  why: string;
  howLong: string;
  never: string;
  neverQuestion: string;
  neverList: readonly string[];
  yours: string;
  yoursQuestion: string;
  stop: (word: string) => string;
  settings: string;
  settingsHere: string;
  copy: string;
  erase: string;
  ask: string;
  askHere: (host: string) => string;
}

/** What the page for members says about what is known of them. */
export const privacyTexts: Record<'en' | 'de', PrivacyTexts> = {
  en: {
    title: 'What Waypost knows, and for how long',
    link: 'What Waypost knows, and for how long',
    question: (host) => `What is held about members of ${host}, why, and how do you get rid of it?`,
    questionNoForum: 'What is held about members of this forum, why, and how do you get rid of it?',
    answer: (texts) =>
      `Waypost reads public posts to find out whether a short guide would help. Their text is forgotten ${texts}. Private messages between members are not read.`,
    held: 'What is held',
    heldQuestion: 'Everything there is about a member, and when it goes.',
    what: 'What',
    why: 'What for',
    howLong: 'Kept for',
    never: 'What is never kept',
    neverQuestion: 'What you need not ask for, because it is not there.',
    neverList: [
      'Private messages, and what is written where not everybody can read.',
      'What you read. Links in replies lead where they say, past nobody who counts you.',
      'E-mail addresses and passwords of forum accounts.',
      'Visitors who are not signed in.',
      'What a single member searches for: only sums over at least five.',
      'Words of a post about a hard moment, in which a person steps in: they are not kept beside the decision at all.',
      'Any text or name in logs, queues, numbers and alerts.',
    ],
    yours: 'What you can do',
    yoursQuestion: 'None of it needs a reason.',
    stop: (word) =>
      `Answer “${word}” to any reply or message of Waypost, as the whole of your answer. Nothing more comes from then on.`,
    settings:
      'Choose in your preferences on the forum, under Waypost, which kinds of help reach you, on which ways and at which hours, where the forum has that page.',
    settingsHere: 'Your preferences on the forum',
    copy: 'Ask the forum’s team for a copy. They give you everything of this list that is about you, in one file.',
    erase:
      'Ask them to erase it, or delete your account: then everything of this list goes within minutes. What you have declined holds all the same.',
    ask: 'Whom to ask: the team of the forum runs this installation.',
    askHere: (host) => `The team of ${host}`,
  },
  de: {
    title: 'Was Waypost weiß, und wie lange',
    link: 'Was Waypost weiß, und wie lange',
    question: (host) => `Was liegt über Mitglieder von ${host} vor, wozu, und wie wird man es los?`,
    questionNoForum: 'Was liegt über Mitglieder dieses Forums vor, wozu, und wie wird man es los?',
    answer: (texts) =>
      `Waypost liest öffentliche Beiträge, um herauszufinden, ob eine kurze Anleitung hilft. Ihr Text wird vergessen: ${texts}. Private Nachrichten zwischen Mitgliedern werden nicht gelesen.`,
    held: 'Was vorliegt',
    heldQuestion: 'Alles, was es über ein Mitglied gibt, und wann es verschwindet.',
    what: 'Was',
    why: 'Wozu',
    howLong: 'Wie lange',
    never: 'Was nie aufbewahrt wird',
    neverQuestion: 'Wonach niemand fragen muss, weil es nicht da ist.',
    neverList: [
      'Private Nachrichten und alles, was nicht für alle lesbar ist.',
      'Was jemand liest. Links in Antworten führen geradewegs zum Ziel; dazwischen zählt niemand mit.',
      'E-Mail-Adressen und Passwörter von Konten des Forums.',
      'Besucher, die nicht angemeldet sind.',
      'Wonach ein einzelnes Mitglied sucht: nur Summen über mindestens fünf.',
      'Worte eines Beitrags in schwerer Lage, bei der ein Mensch hilft: Neben der Entscheidung wird davon gar nichts aufbewahrt.',
      'Texte oder Namen in Protokollen, Warteschlangen, Messwerten und Alarmen.',
    ],
    yours: 'Was man tun kann',
    yoursQuestion: 'Nichts davon braucht eine Begründung.',
    stop: (word) =>
      `Auf eine Antwort oder Nachricht von Waypost nur mit „${word}“ antworten. Danach kommt nichts mehr.`,
    settings:
      'In den eigenen Einstellungen im Forum unter Waypost wählen, welche Wegweiser auf welchem Weg und zu welchen Zeiten kommen, wenn das Forum diese Seite hat.',
    settingsHere: 'Eigene Einstellungen im Forum',
    copy: 'Das Team des Forums um eine Kopie bitten. Es gibt alles aus dieser Liste, was einen betrifft, in einer Datei heraus.',
    erase:
      'Um Löschung bitten oder das eigene Konto löschen: Dann verschwindet binnen Minuten alles aus dieser Liste. Was abgestellt war, bleibt trotzdem abgestellt.',
    ask: 'An wen man sich wendet: Das Team des Forums betreibt diese Installation.',
    askHere: (host) => `Das Team von ${host}`,
  },
};
