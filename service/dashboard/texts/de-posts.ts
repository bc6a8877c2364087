import type { Texts } from './texts.ts';

const number = (value: number) => new Intl.NumberFormat('de').format(value);
const many = (count: number, one: string, more: string) => `${number(count)} ${count === 1 ? one : more}`;

/** What the pages about single posts say. */
export const postsDe: Pick<Texts, 'posts' | 'story'> = {
  posts: {
    title: 'Beiträge',
    question: 'Was geschah mit diesem Beitrag, und warum?',
    field: 'Adresse oder Nummer eines Beitrags',
    fieldHint: 'Aus dem Teilen-Knopf des Forums, der Adresszeile oder dem Link zur Antwort von Waypost.',
    find: 'Geschichte zeigen',
    recent: 'Letzte Entscheidungen',
    recentQuestion: 'Eine auswählen, um die ganze Geschichte ihres Beitrags zu lesen',
    otherForum: (theirs, ours) => `Diese Adresse gehört zu ${theirs}. Dieses Waypost begleitet ${ours}.`,
    notAnAddress:
      'Das ist nicht die Adresse eines Beitrags. Erwartet wird etwas wie /t/titel/123/4, /p/42 oder 42.',
    notSeen: 'Waypost weiß nichts von diesem Beitrag',
    notSeenBecause: {
      intro:
        'Meist ist es eines davon: eine private Nachricht, eine nicht für alle lesbare Kategorie, oder ein Beitrag von einem Bot oder vom System. Von solchen Beiträgen bleibt hier kein Text.',
      before: 'Oder er ist älter: Waypost antwortet hier nur auf Beiträge seit',
      notReached: (reached) =>
        `Bis Beitrag ${reached} ist alles mit dem Forum verglichen; ein neuerer kann noch unterwegs sein.`,
      silent: 'Das Forum wurde noch nicht nach Verpasstem durchsucht.',
    },
  },
  story: {
    title: (id) => `Die Geschichte von Beitrag ${id}`,
    question: 'Was geschah mit diesem Beitrag, und warum?',
    openPost: 'Im Forum öffnen',
    wrote: (name) => `${name} schrieb diesen Beitrag`,
    edited: (name) => `${name} bearbeitete ihn`,
    deleted: 'Der Beitrag wurde gelöscht',
    recovered: 'Der Beitrag wurde wiederhergestellt',
    liked: 'Jemandem gefiel der Beitrag',
    replyLiked: 'Jemandem gefiel die Antwort von Waypost',
    replyDeleted: 'Die Antwort von Waypost wurde gelöscht',
    replyEdited: 'Die Antwort von Waypost wurde geändert',
    topicChanged: 'Das Thema änderte sich',
    memberChanged: 'Das Konto des Mitglieds änderte sich',
    stageEntered: 'Das Mitglied erreichte eine neue Phase',
    told: (source, delay) => {
      const later = delay === null ? 'binnen einer Sekunde' : `${delay} später`;
      return {
        webhook: `Ein Webhook meldete es ${later}.`,
        reconciliation: `Kein Webhook meldete es; ${later} beim Lesen des Forums gefunden.`,
        sweep: `Von Waypost selbst gefunden, ${later}.`,
        'look-back':
          'Geschrieben, bevor Waypost kam; gelesen, um zu sehen, was die Regeln getan hätten. Davon wird nie etwas gesendet.',
      }[source];
    },
    text: 'Was geschrieben wurde',
    textGone: 'Der Text wird nicht mehr aufbewahrt.',
    waitsForUs: 'Wartet darauf, betrachtet zu werden',
    triesSoFar: (count) => `Bisher ${many(count, 'Versuch', 'Versuche')}.`,
    nothingConsidered: 'Keine Regel betraf ihn',
    nothingConsideredWhy: (rules) =>
      `${rules === 1 ? 'Die eine Regel fragt nicht' : `Keine der ${number(rules)} Regeln fragt`} nach solchen Wörtern, einem solchen Ort oder einem solchen Augenblick. ` +
      'Nur betrachtete Regeln hinterlassen eine Entscheidung; was jede einzelne Regel zu diesem Beitrag sagt, zeigt:',
    missed: 'Kam zu spät, um noch zu handeln',
    dead: 'Konnte nicht entschieden werden',
    ruleOffers: (rule, resource) => `Regel ${rule} bietet „${resource}“ an`,
    ruleOffersNothing: (rule) => `Regel ${rule} hält sich zurück`,
    facts: 'Was damals bekannt war',
    fact: (value, source) => `${value} (${source})`,
    factUnknown: (why) => `unbekannt: ${why}`,
    version: 'Fassung der Regeln',
    planned: (resource) => `Ein Angebot von „${resource}“ ist geplant`,
    plannedUntil: (notBefore) => `Frühestens: ${notBefore}.`,
    firstTry: 'Die Antwort geht ans Forum',
    replyText: 'Die Antwort, Wort für Wort',
    feedback: {
      seen: 'Das Mitglied hat sie gesehen',
      clicked: 'Das Mitglied ist dem Verweis gefolgt',
      steps: (count) => `Das Mitglied hat Schritte abgehakt: ${count}`,
      helped: 'Das Mitglied sagt: Es hat geholfen',
      notHelped: 'Das Mitglied sagt: Es hat nicht geholfen',
      dismissed: 'Das Mitglied hat sie weggelegt',
      snoozed: 'Das Mitglied möchte sie später',
      restored: 'Das Mitglied hat sie wieder hervorgeholt',
      askedPerson: 'Das Mitglied möchte lieber mit einem Menschen sprechen',
    },
    card: {
      firstTry: 'Die Karte geht an das Plugin des Forums',
      text: 'Was übergeben wurde, Wort für Wort',
      state: {
        unknown:
          'Die Antwort des Plugins ging verloren; dasselbe wird noch einmal übergeben und einmal gezeigt',
        sent: 'Steht als Karte unter dem Beitrag, nur für dessen Verfasser',
        withdrawn: 'Die Karte wurde zurückgenommen',
      },
    },
    state: {
      proposed: 'Wartet auf die Freigabe durch einen Menschen',
      waiting: 'Wartet auf den richtigen Augenblick',
      sending: 'Wird gesendet',
      unknown: 'Die Antwort des Forums ging verloren; vor einem neuen Versuch wird der Beitrag gesucht',
      in_review: 'Wartet im Forum auf Freigabe',
      sent: 'Die Antwort steht unter dem Beitrag',
      withdrawn: 'Die Antwort wurde zurückgezogen',
      held: 'Im letzten Augenblick zurückgehalten',
      expired: 'Abgelaufen, bevor gesendet werden konnte',
      refused: 'Vom Forum abgelehnt',
      dead: 'Angehalten; ein Mensch muss hinsehen',
      shadow: 'Wäre angeboten worden; gezeigt wurde nichts',
    },
    openReply: 'Antwort öffnen',
    lookedUp: (count) => `${many(count, 'Mal', 'Mal')} gesucht.`,
    answer: {
      none: 'Waypost weiß nichts von diesem Beitrag.',
      nothing: 'Nichts wurde angeboten: keine Regel betraf diesen Beitrag.',
      pending: 'Noch nicht entschieden: der Beitrag wartet darauf, betrachtet zu werden.',
      held: 'Nichts wurde angeboten.',
      missed: 'Nichts wurde angeboten: die Nachricht kam zu spät, um noch zu handeln.',
      dead: 'Nicht entschieden: es scheiterte immer wieder, ein Mensch muss hinsehen.',
    },
    answerHeld: (rules, why) =>
      `Nichts wurde angeboten. ${rules === 1 ? 'Eine Regel betraf ihn und hielt sich zurück' : `${number(rules)} Regeln betrafen ihn und hielten sich zurück`}: ${why}`,
    answerOffer: {
      proposed: (resource) => `Der Wegweiser „${resource}“ wartet auf die Freigabe durch einen Menschen.`,
      waiting: (resource) => `Der Wegweiser „${resource}“ wartet auf den richtigen Augenblick.`,
      sending: (resource) => `Der Wegweiser „${resource}“ wird gerade gesendet.`,
      unknown: (resource) =>
        `Der Wegweiser „${resource}“ wurde gesendet, aber die Antwort des Forums ging verloren; Waypost sucht den Beitrag.`,
      in_review: (resource) => `Der Wegweiser „${resource}“ wartet im Forum auf Freigabe.`,
      sent: (resource) => `Der Wegweiser „${resource}“ steht unter dem Beitrag.`,
      withdrawn: (resource) => `Der Wegweiser „${resource}“ wurde gezeigt und später zurückgezogen.`,
      held: (resource) => `Der Wegweiser „${resource}“ wurde nicht gesendet; er war nicht mehr nötig.`,
      expired: (resource) => `Der Wegweiser „${resource}“ wurde nicht gesendet; seine Zeit war vorbei.`,
      refused: (resource) => `Das Forum lehnte den Wegweiser „${resource}“ ab.`,
      dead: (resource) =>
        `Der Wegweiser „${resource}“ konnte nicht gesendet werden; ein Mensch muss hinsehen.`,
      shadow: (resource) => `Eine Regel im Schatten hätte „${resource}“ angeboten; gezeigt wurde nichts.`,
    },
    seenOnly: (how) =>
      `Der Beitrag wurde nur nebenbei gesehen (${how}); ein Ereignis dazu ist nicht aufbewahrt.`,
  },
};
