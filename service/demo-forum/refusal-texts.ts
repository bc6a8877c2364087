/** A sentence of the forum and the numbers in it. */
export type RefusalText =
  | {
      key:
        | 'somethingWrong'
        | 'unclearBody'
        | 'unclearTitle'
        | 'tooSimilar'
        | 'unknownRecipient'
        | 'externalIdTaken'
        | 'refusesMessages';
    }
  | { key: 'bodyTooShort' | 'titleTooShort' | 'consecutiveReplies'; limit: number }
  | { key: 'bodyTooLong'; limit: number; length: number };

type Speech = { [Key in RefusalText['key']]: (text: { limit: number; length: number }) => string } & {
  notPermitted: string;
  badKey: string;
  noWhispers: string;
  notFound: string;
  readOnly: string;
  tooManyCalls: string;
  repliesTooFast: string;
  topicsTooFast: string;
  firstDayReplies: string;
  firstDayTopics: string;
  messagesOfDay: string;
  wait: (timeLeft: string) => string;
  timeLeft: (seconds: number) => string;
};

/** Says a refusal in the language of the member it is for; the forum speaks English to all whose language it has not. */
export function speechFor(locale: string | null): Speech {
  if (locale === 'de') return german;
  return locale === 'nb_NO' ? norwegian : english;
}

export function sayText(speech: Speech, text: RefusalText): string {
  return speech[text.key]({
    limit: 'limit' in text ? text.limit : 0,
    length: 'length' in text ? text.length : 0,
  });
}

const english: Speech = {
  somethingWrong: () =>
    'Something has gone wrong. Perhaps this topic was closed or deleted while you were looking at it?',
  bodyTooShort: ({ limit }) => `Body is too short (minimum is ${limit} characters)`,
  bodyTooLong: ({ limit, length }) => `Body is limited to ${limit} characters; you entered ${length}.`,
  unclearBody: () => 'Body seems unclear, is it a complete sentence?',
  titleTooShort: ({ limit }) => `Title is too short (minimum is ${limit} characters)`,
  unclearTitle: () => 'Title seems unclear, most of the words contain the same letters over and over?',
  tooSimilar: () => 'Body is too similar to what you recently posted',
  consecutiveReplies: ({ limit }) =>
    `No more than ${limit} consecutive replies are allowed. Please edit your previous reply, or wait for someone to reply to you.`,
  unknownRecipient: () => 'One of the users you are sending this message to could not be found.',
  externalIdTaken: () => 'External has already been taken',
  refusesMessages: () => 'Sorry, you cannot send a message to that member.',
  notPermitted: 'You are not permitted to view the requested resource.',
  badKey: 'You are not permitted to view the requested resource. The API username or key is invalid.',
  noWhispers: 'Either whispers are not enabled or you do not have access to create whisper posts',
  notFound: 'The requested URL or resource could not be found.',
  readOnly: 'The site is in read only mode. Interactions are disabled.',
  tooManyCalls: 'You’ve performed this action too many times.',
  repliesTooFast: 'You’re replying a bit too quickly.',
  topicsTooFast: 'You’re creating topics a bit too quickly.',
  firstDayReplies: 'You’ve reached the maximum number of replies a new user can create on their first day.',
  firstDayTopics: 'You’ve reached the maximum number of topics a new user can create on their first day.',
  messagesOfDay: 'You have begun as many messages as one may in a day.',
  wait: (timeLeft) => `Please wait ${timeLeft} before trying again.`,
  timeLeft: (seconds) =>
    sayDuration(seconds, ['second', 'seconds'], ['minute', 'minutes'], ['hour', 'hours']),
};

// Of the German and Norwegian sentences only `somethingWrong` (nb_NO) was recorded; nobody may match on them.
const german: Speech = {
  somethingWrong: () =>
    'Etwas ist schiefgelaufen. Vielleicht wurde dieses Thema geschlossen oder gelöscht, während du es angeschaut hast?',
  bodyTooShort: ({ limit }) => `Der Text ist zu kurz (mindestens ${limit} Zeichen)`,
  bodyTooLong: ({ limit, length }) =>
    `Der Text darf höchstens ${limit} Zeichen haben; du hast ${length} eingegeben.`,
  unclearBody: () => 'Der Text ist unklar. Ist das ein vollständiger Satz?',
  titleTooShort: ({ limit }) => `Der Titel ist zu kurz (mindestens ${limit} Zeichen)`,
  unclearTitle: () => 'Der Titel ist unklar. Bestehen die meisten Wörter aus denselben Buchstaben?',
  tooSimilar: () => 'Der Text ist dem zu ähnlich, was du vor kurzem geschrieben hast',
  consecutiveReplies: ({ limit }) =>
    `Mehr als ${limit} Antworten hintereinander sind nicht erlaubt. Bearbeite deine letzte Antwort oder warte, bis dir jemand antwortet.`,
  unknownRecipient: () => 'Einer der Empfänger dieser Nachricht wurde nicht gefunden.',
  externalIdTaken: () => 'Die externe Kennung ist bereits vergeben',
  refusesMessages: () => 'Diesem Mitglied kannst du keine Nachricht schicken.',
  notPermitted: 'Du darfst die angeforderte Ressource nicht ansehen.',
  badKey:
    'Du darfst die angeforderte Ressource nicht ansehen. Der API-Benutzername oder API-Schlüssel ist ungültig.',
  noWhispers: 'Flüstern ist nicht aktiviert, oder du darfst nicht flüstern',
  notFound: 'Die angeforderte Adresse oder Ressource wurde nicht gefunden.',
  readOnly: 'Die Website ist im Nur-Lesen-Modus. Änderungen sind nicht möglich.',
  tooManyCalls: 'Du hast diese Aktion zu oft ausgeführt.',
  repliesTooFast: 'Du antwortest etwas zu schnell.',
  topicsTooFast: 'Du erstellst etwas zu schnell neue Themen.',
  firstDayReplies: 'Mehr Antworten kann ein neues Mitglied am ersten Tag nicht schreiben.',
  firstDayTopics: 'Mehr Themen kann ein neues Mitglied am ersten Tag nicht eröffnen.',
  messagesOfDay: 'Mehr Nachrichten kannst du an einem Tag nicht beginnen.',
  wait: (timeLeft) => `Bitte warte ${timeLeft}, bevor du es erneut versuchst.`,
  timeLeft: (seconds) =>
    sayDuration(seconds, ['Sekunde', 'Sekunden'], ['Minute', 'Minuten'], ['Stunde', 'Stunden']),
};

const norwegian: Speech = {
  somethingWrong: () => 'Noe gikk galt. Kanskje emnet ble lukket eller slettet mens du leste det?',
  bodyTooShort: ({ limit }) => `Teksten er for kort (minimum er ${limit} tegn)`,
  bodyTooLong: ({ limit, length }) => `Teksten er begrenset til ${limit} tegn; du skrev ${length}.`,
  unclearBody: () => 'Teksten er uklar, er det en hel setning?',
  titleTooShort: ({ limit }) => `Tittelen er for kort (minimum er ${limit} tegn)`,
  unclearTitle: () => 'Tittelen er uklar, består de fleste ordene av de samme bokstavene?',
  tooSimilar: () => 'Teksten er for lik det du nylig skrev',
  consecutiveReplies: ({ limit }) =>
    `Mer enn ${limit} svar på rad er ikke tillatt. Rediger ditt forrige svar, eller vent til noen svarer deg.`,
  unknownRecipient: () => 'En av mottakerne av denne meldingen ble ikke funnet.',
  externalIdTaken: () => 'Den eksterne id-en er allerede tatt',
  refusesMessages: () => 'Du kan ikke sende en melding til dette medlemmet.',
  notPermitted: 'Du har ikke tilgang til den forespurte ressursen.',
  badKey: 'Du har ikke tilgang til den forespurte ressursen. API-brukernavnet eller API-nøkkelen er ugyldig.',
  noWhispers: 'Hvisking er ikke slått på, eller du har ikke lov til å hviske',
  notFound: 'Den forespurte adressen eller ressursen ble ikke funnet.',
  readOnly: 'Nettstedet er i skrivebeskyttet modus. Endringer er slått av.',
  tooManyCalls: 'Du har gjort dette for mange ganger.',
  repliesTooFast: 'Du svarer litt for raskt.',
  topicsTooFast: 'Du oppretter emner litt for raskt.',
  firstDayReplies: 'Du har nådd grensen for svar som et nytt medlem kan skrive den første dagen.',
  firstDayTopics: 'Du har nådd grensen for emner som et nytt medlem kan opprette den første dagen.',
  messagesOfDay: 'Du har nådd grensen for meldinger på en dag.',
  wait: (timeLeft) => `Vent ${timeLeft} før du prøver igjen.`,
  timeLeft: (seconds) =>
    sayDuration(seconds, ['sekund', 'sekunder'], ['minutt', 'minutter'], ['time', 'timer']),
};

type Unit = readonly [one: string, many: string];

function sayDuration(seconds: number, second: Unit, minute: Unit, hour: Unit): string {
  const say = (count: number, [one, many]: Unit): string => `${count} ${count === 1 ? one : many}`;
  if (seconds < 60) return say(seconds, second);
  if (seconds < 3600) return say(Math.floor(seconds / 60), minute);
  return say(Math.floor(seconds / 3600), hour);
}
