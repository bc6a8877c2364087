import { rulesDe } from './de-rules.ts';
import { postsDe } from './de-posts.ts';
import type { Texts } from './texts.ts';

const number = (value: number) => new Intl.NumberFormat('de').format(value);
const many = (count: number, one: string, more: string) => `${number(count)} ${count === 1 ? one : more}`;

export const de: Texts = {
  nav: {
    now: 'Jetzt',
    review: 'Freigaben',
    posts: 'Beiträge',
    members: 'Mitglieder',
    rules: 'Regeln',
    playground: 'Spielfeld',
    coming: 'Termine',
    changes: 'Änderungen',
    attention: 'Braucht Menschen',
    queues: 'Warteschlangen',
    signOut: 'Abmelden',
  },
  login: {
    title: 'Anmelden',
    question: 'Das Dashboard dieses Waypost',
    password: 'Passwort',
    name: 'Name',
    nameHint: 'Steht neben jeder Änderung. Darf leer bleiben.',
    signIn: 'Anmelden',
    wrong: 'Das ist nicht das Passwort. Bitte noch einmal.',
    signedOut: 'Abgemeldet.',
    foreign:
      'Die Anfrage kam nicht von dieser Seite. Bitte die Anmeldeseite neu öffnen und noch einmal versuchen.',
    forgotten: 'Wo steht das Passwort?',
    forgottenHow:
      'Es ist der Wert von DASHBOARD_PASSWORD. Beim Demo-Forum stand es beim ersten Start auf dem Terminal.',
  },
  words: {
    why: 'Warum',
    whyHint: 'Wird neben der Änderung festgehalten, für spätere Fragen.',
    when: 'Wann',
    post: 'Beitrag',
    rule: 'Regel',
    result: 'Ergebnis',
    reason: 'Warum',
    member: 'Mitglied',
    who: 'Wer',
    what: 'Was',
    subject: 'Wovon',
    details: 'Einzelheiten',
    never: 'nie',
    none: 'keine',
    unknown: 'unbekannt',
    postBy: (id, name) => (name === null ? `Beitrag ${id}` : `Beitrag ${id} von ${name}`),
    stageOf: (name) => (name === null ? 'Phase eines Mitglieds' : `Phase von ${name}`),
  },
  offerStates: {
    proposed: 'zur Freigabe',
    waiting: 'wartet',
    sending: 'wird gesendet',
    unknown: 'Antwort verloren',
    in_review: 'in Prüfung',
    sent: 'gesendet',
    withdrawn: 'zurückgezogen',
    held: 'zurückgehalten',
    expired: 'abgelaufen',
    refused: 'abgelehnt',
    dead: 'braucht einen Menschen',
    shadow: 'Schatten',
  },
  rungs: { draft: 'Entwurf', shadow: 'Schatten', review: 'Prüfung', live: 'aktiv' },
  now: {
    title: 'Jetzt',
    question: 'Bekommt jeder Beitrag den Wegweiser, den er braucht, und steckt etwas fest?',
    answer: ({ hours, posts, considered, sent, waiting, held }) => {
      const outcomes = [
        ...(sent === 0 ? [] : [`${many(sent, 'Wegweiser wurde', 'Wegweiser wurden')} gesendet`]),
        ...(waiting === 0
          ? []
          : [`${number(waiting)} ${waiting === 1 ? 'wartet' : 'warten'} auf den richtigen Augenblick`]),
        ...(held === 0 ? [] : [`${number(held)} ${held === 1 ? 'wurde' : 'wurden'} zurückgehalten`]),
      ].join(', ');
      if (posts + considered + sent + waiting + held === 0)
        return `In den letzten ${hours} Stunden kam kein Beitrag an.`;
      const came =
        posts === 0
          ? 'kam kein Beitrag an'
          : `${posts === 1 ? 'kam' : 'kamen'} ${many(posts, 'Beitrag', 'Beiträge')} an`;
      const looked =
        considered === 0
          ? 'nichts betraf eine Regel'
          : `${many(considered, 'Anlass betraf', 'Anlässe betrafen')} eine Regel`;
      return `In den letzten ${hours} Stunden ${came}, und ${looked}${outcomes === '' ? '' : `: ${outcomes}`}.`;
    },
    onTime: 'Nichts ist überfällig.',
    overdue: (oldest) => `Die älteste fällige Arbeit wartet seit ${oldest}.`,
    cameIn: 'Beiträge angekommen',
    cameInHint: (webhooks, repeated) =>
      repeated === 0
        ? many(webhooks, 'Webhook', 'Webhooks')
        : `${many(webhooks, 'Webhook', 'Webhooks')}, ${many(repeated, 'Wiederholung', 'Wiederholungen')}`,
    considered: 'Anlässe für Regeln',
    consideredHint: (count) => many(count, 'Angebot beschlossen', 'Angebote beschlossen'),
    sent: 'Gesendet',
    sentHint: (count) => (count === 0 ? 'keine zurückgezogen' : `${number(count)} zurückgezogen`),
    waiting: 'Wartend',
    waitingHint: (next) => `nächstes ${next}`,
    held: 'Zurückgehalten',
    heldHint: 'warum: siehe unten',
    heldNone: 'nichts zurückgehalten',
    trouble: 'Brauchen Menschen',
    troubleHint: 'Quarantäne, gescheitert, in Prüfung',
    troubleNone: 'alles läuft von selbst',
    latest: 'Letzte Entscheidungen',
    latestQuestion: 'Was zuletzt entschieden wurde und was daraus wurde',
    latestEmpty: 'Noch hat keine Regel einen Beitrag betrachtet',
    latestEmptyNext: 'Ein Beitrag, nach dem eine Regel fragt, erscheint hier binnen Sekunden.',
    heldBecause: 'Warum Regeln sich zurückhielten',
    heldBecauseQuestion: (hours) => `Gründe der letzten ${hours} Stunden; ein Anlass kann mehrere haben`,
    heldBecauseEmpty: 'In dieser Zeit wurde nichts zurückgehalten.',
    unwanted: 'Was sofort endete',
    unwantedQuestion: 'Webhooks, auf die keine Regel reagieren darf; ihr Text wurde nicht behalten',
    forum: 'Das Forum',
    forumQuestion: 'Erreicht es uns, und erreichen wir es?',
    changes: 'Was Menschen geändert haben',
    changesQuestion: 'Wer angehalten, fortgesetzt, wiederholt oder verschoben hat, und warum',
    times: 'Anzahl',
  },
  health: {
    answers: 'antwortet',
    ill: (count) => many(count, 'Aufruf gescheitert', 'Aufrufe gescheitert'),
    blocked: (time) => `ruht bis ${time}`,
    botSuspended: 'das Konto des Bots ist gesperrt: frag die Moderation, warum',
    botSilenced: 'das Konto des Bots ist stummgeschaltet und schreibt nichts: frag die Moderation, warum',
    silent: 'zuletzt nicht gefragt',
    lastWebhook: 'Letzter Webhook',
    lastRead: 'Zuletzt nach Verpasstem gesucht',
    lastReadHint: (id) => `bis Beitrag ${id}`,
    caughtUp: 'Ohne Webhook nachgeholt',
    caughtUpHint: (count, hours) => `${many(count, 'Beitrag', 'Beiträge')} in ${hours} Stunden`,
    share: 'Unser Anteil an der API',
    shareLeft: (left, now) => `${left} von ${now} Aufrufen frei in dieser Minute`,
    shareHint: (limit, posts) =>
      `${number(limit)} eingestellt, ${many(posts, 'Antwort', 'Antworten')} in dieser Minute`,
    plugin: 'Plugin',
    signalsLost: 'Signale sind verloren',
    signalsLostHint:
      'Waypost war länger fort, als das Plugin Signale aufhebt. Was Mitglieder möchten, wurde neu gelesen; was sie inzwischen zu Angeboten sagten, ist nicht bekannt.',
    pluginStates: { unknown: 'noch nicht gefragt', absent: 'nicht da oder abgeschaltet: nur Antworten' },
    pluginPresent: (version) => `ist da, Version ${version}`,
    pluginRefused: (scopes) => `ist da, aber dem Schlüssel fehlt das Recht ${scopes}`,
    pluginObeysAnother:
      'ist da, gehorcht aber einem anderen Konto: siehe seine Einstellung waypost_bot_username',
    pluginLacks: (scopes) => `Dem Schlüssel fehlt das Recht ${scopes}.`,
    workers: 'Arbeiter',
    oldest: 'Älteste fällige Arbeit',
    oldestNone: 'nichts ist fällig',
    oldestOf: {
      read: (age) => `ein Webhook zu lesen, fällig seit ${age}`,
      decide: (age) => `ein Ereignis zu entscheiden, fällig seit ${age}`,
      send: (age) => `ein Angebot zu senden, fällig seit ${age}`,
    },
    address: 'Adresse',
  },
  pause: {
    paused: 'Das Senden ist angehalten',
    pausedBy: (who, why) => (why === '' ? `Von ${who}.` : `Von ${who}: ${why}`),
    pausedMeans:
      'Beiträge kommen weiter an und bleiben erhalten. Gesendet wird erst wieder, wenn jemand fortsetzt.',
    pauseForum: 'Senden jetzt anhalten',
    pauseForumHint:
      'Gilt binnen einer Sekunde auf allen Maschinen. Beiträge kommen weiter an und bleiben erhalten.',
    resumeForum: 'Senden fortsetzen',
    pauseRule: 'Diese Regel anhalten',
    resumeRule: 'Diese Regel fortsetzen',
    ruleIsPaused: 'angehalten',
  },
  attention: {
    title: 'Braucht Menschen',
    question: 'Was geht nicht von selbst weiter, und warum?',
    answer: ({ quarantined, events, offers, review }) => {
      const stuck = [
        ...(quarantined === 0 ? [] : [`${many(quarantined, 'Webhook war', 'Webhooks waren')} nicht lesbar`]),
        ...(events === 0 ? [] : [`${many(events, 'Ereignis war', 'Ereignisse waren')} nicht entscheidbar`]),
        ...(offers === 0 ? [] : [`${many(offers, 'Angebot war', 'Angebote waren')} nicht zu senden`]),
        ...(review === 0
          ? []
          : [`${many(review, 'Antwort wartet', 'Antworten warten')} im Forum auf Freigabe`]),
      ];
      return `${new Intl.ListFormat('de').format(stuck)}.`;
    },
    nothing: 'Nichts braucht einen Menschen',
    nothingNext: 'Alles läuft von selbst. Was stecken bleibt, erscheint hier mit Grund und Ausweg.',
    notice: (count) => `${many(count, 'Sache braucht', 'Sachen brauchen')} einen Menschen`,
    look: 'Ansehen',
    quarantine: 'Quarantäne',
    quarantineQuestion: 'Vom Forum signiert, aber nicht lesbar. Nur hier zu sehen.',
    bytes: (size) => `${size} Bytes`,
    body: 'Was ankam',
    bodyGone: 'Der Inhalt wird nicht mehr aufbewahrt.',
    events: 'Gescheiterte Ereignisse',
    eventsQuestion: 'Immer wieder versucht, ohne Erfolg',
    offers: 'Angebote, die feststecken',
    offersQuestion: 'Nicht zu senden oder im Forum zur Freigabe',
    tries: (count) => many(count, 'Versuch', 'Versuche'),
    replay: 'Noch einmal versuchen',
    replayAll: (count) => `Alle ${number(count)} noch einmal versuchen`,
    cannotReplay: 'Der Inhalt wird nicht mehr aufbewahrt, ein neuer Versuch ist daher nicht möglich.',
    aside: 'Beiseitelegen, mit Begründung',
    asideWhy: 'Warum es niemanden braucht',
    asideNow: 'Beiseitelegen',
    asideMeans:
      'Was ankam, wird sofort vergessen und lässt sich nicht noch einmal versuchen. Die Begründung steht auf der Seite „Änderungen“.',
    replayOfferHint:
      'Sucht zuerst die Antwort unter dem Beitrag; nur wenn sie fehlt, wird noch einmal gesendet.',
  },
  rules: rulesDe,
  ...postsDe,
  unwanted: {
    ping: 'Ping des Forums',
    private_message: 'private Nachrichten',
    system_or_bot: 'System und Bots',
    author_gone: 'Verfasser gibt es nicht mehr',
    staged_member: 'Mitglieder ohne eigene Anmeldung',
    small_action: 'kleine Aktionen',
    whisper: 'Geflüster',
    moderator_action: 'Aktionen der Moderation',
    hidden_post: 'verborgene Beiträge',
    notification: 'Benachrichtigungen',
    category_changed: 'geänderte Kategorien (Liste erneuert)',
    unused_kind: 'Ereignisse, nach denen keine Regel fragt',
    own_post: 'eigene Beiträge von Waypost',
    own_topic: 'eigene Themen von Waypost',
    review: 'Entscheidungen der Prüfliste',
    signal: 'Signale des Plugins',
    put_aside: 'unlesbar, von einem Menschen beiseitegelegt',
    ignored_member: 'ignorierte Mitglieder',
    closed_category: 'nicht für alle lesbare Kategorien',
    category_not_asked_for: 'Kategorien, auf die keine Regel schaut',
    contradicted: 'stimmt nicht, wie das Forum selbst zeigt',
  },
  sources: {
    webhook: 'per Webhook',
    forum: 'im Forum gelesen',
    ledger: 'eigene Aufzeichnung',
    plugin: 'Plugin',
    case: 'Testfall',
  },
  changes: {
    pause: 'angehalten',
    resume: 'fortgesetzt',
    replay: 'wiederholt',
    'put aside': 'beiseitegelegt',
    'set rung': 'verschoben',
    'opt out': 'abgelehnt',
    'opt out of some': 'hat manches abgestellt',
    'opt in again': 'möchte wieder Hilfe',
    'opt out for': 'hat Hilfe abgestellt für',
    'allow for': 'hat Hilfe wieder erlaubt für',
    'erase member': 'hat gelöscht:',
    'end sessions': 'abgemeldet',
    'roll back': 'ist zurückgegangen zu',
    'follow branch': 'folgt dem Zweig wieder für',
    approve: 'genehmigt:',
    'edit and approve': 'geändert und genehmigt:',
    reject: 'abgelehnt:',
    'connect forum': 'hat verbunden:',
    'disconnect forum': 'hat getrennt:',
  },
  done: {
    paused: 'Angehalten. Es wird nichts mehr gesendet.',
    resumed: 'Fortgesetzt.',
    replayed: 'Zurück an den Anfang gestellt; das Ergebnis erscheint binnen Sekunden.',
    aside: 'Beiseitegelegt. Es braucht niemanden mehr.',
    moved: 'Die Regel ist verschoben.',
  },
  trouble: {
    title: 'Diese Seite lässt sich nicht zeigen',
    question: 'Was geschah und was zu tun ist',
    database: 'Die Datenbank antwortet nicht',
    databaseNext:
      'Webhooks werden derweil mit 503 beantwortet; danach wird das Forum nach Verpasstem durchsucht. Diese Seite versucht es von selbst wieder.',
    unexpected: 'Etwas Unerwartetes geschah',
    unexpectedNext: 'Es steht im Protokoll unter dieser Nummer:',
    notFound: 'Diese Seite gibt es nicht',
    notFoundNext: 'Die Adresse ist vielleicht vertippt, oder die Seite ist umgezogen.',
    refused: 'Nichts wurde geändert',
    stale:
      'Die Seite war zu alt, oder die Sitzung ist beendet. Bitte zurückgehen, neu laden und noch einmal versuchen.',
    foreign:
      'Die Anfrage kam nicht von diesem Dashboard. Steht ein Proxy davor, gehört die benutzte Adresse in PUBLIC_URL.',
    notDone: 'Die Änderung wurde nicht ausgeführt',
    again: 'Noch einmal versuchen',
    tooMany: 'Zu viele Versuche. Bitte eine Minute warten und dann noch einmal versuchen.',
  },
};
