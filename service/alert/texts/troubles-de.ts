import type { TroubleTexts } from './trouble-texts.ts';

export const troublesDe: TroubleTexts = {
  hook_silent: {
    title: 'Der Webhook des Forums schweigt',
    means:
      '{missed} Beiträge der letzten Stunde wurden durch Nachlesen gefunden, und kein Webhook hat sie gemeldet. Anleitungen kommen eine Minute später; von „Gefällt mir“, Änderungen und neuen Mitgliedern erfährt Waypost nichts.',
    next: 'Unter Admin, API, Webhooks nachsehen: Discourse schaltet einen Webhook nach mehreren Fehlern ab. „waypost doctor“ sagt, was ihm fehlt.',
  },
  work_late: {
    title: 'Waypost ist {minutes} Minuten im Rückstand ({stage})',
    means:
      '{due} Arbeiten sind fällig. Anleitungen kommen spät oder entfallen, weil sie nicht mehr gebraucht werden.',
    next: 'Auf der Seite „Jetzt“ nachsehen. Ein weiteres „waypost work“ starten, oder prüfen, ob Postgres und das Forum antworten.',
  },
  no_worker: {
    title: 'Kein Arbeitsprozess von Waypost läuft',
    means: 'Webhooks werden aufbewahrt, aber nichts wird entschieden oder gesendet.',
    next: '„waypost work“ starten; das Journal des letzten sagt, warum er endete.',
  },
  circuit_open: {
    title: 'Waypost erreicht {forum} nicht',
    means:
      'Das Forum antwortet nicht, wie es soll ({why}). Nichts geht verloren, und nichts wird solange angeboten.',
    next: 'Prüfen, ob das Forum läuft. Waypost macht von selbst weiter, sobald es antwortet.',
  },
  key_refused: {
    title: '{forum} lehnt den Schlüssel von Waypost ab',
    means:
      'Der Schlüssel wurde widerrufen, oder das Konto des Bots ist gesperrt, stummgeschaltet oder gelöscht. Bis er wieder gilt, wird nichts angeboten.',
    next: 'Das Konto des Bots und Admin, API, Schlüssel ansehen; „waypost doctor“ sagt, woran es liegt, „waypost connect“ legt an, was fehlt.',
  },
  bot_silenced: {
    title: '{forum} hat den Bot von Waypost stummgeschaltet',
    means:
      'Die Moderation oder viele Meldungen haben sein Konto stummgeschaltet. Bis das aufgehoben ist, schreibt er nichts.',
    next: 'Die Moderation nach dem Grund fragen, und ansehen, was er zuletzt geschrieben hat. Was wartet, wird gesendet, sobald er wieder schreiben darf und solange es noch frisch ist.',
  },
  rules_rejected: {
    title: 'Die neuesten Regeln gelten nicht, Fehler: {faults}',
    means: 'Die letzte gute Fassung entscheidet; was geändert wurde, gilt nicht.',
    next: 'Die Seite „Regeln“ nennt Datei und Zeile; „waypost check“ tut es, bevor etwas veröffentlicht wird.',
  },
  rule_burst: {
    title: 'Die Regel {rule} hat sich selbst angehalten',
    means:
      'Sie hat in zehn Minuten {fired} Mal etwas angeboten; sonst sind es {usual} in einer vollen Stunde. Was noch nicht unterwegs war, wurde niemandem gesendet.',
    next: 'Ansehen, worauf sie geantwortet hat. War es richtig, auf der Seite „Regeln“ fortsetzen; wenn nicht, erst berichtigen.',
  },
  rule_unhelpful: {
    title: 'Die Regel {rule} hat sich selbst angehalten: sie hilft nicht',
    means:
      'Von {judged} Mitgliedern, deren Wegweiser beurteilt wurde, bekamen {bad} etwas, das nicht half, mit Zustimmung der Moderation gemeldet oder von ihr gelöscht oder umgeschrieben wurde. Was noch nicht unterwegs war, wurde niemandem gesendet.',
    next: 'Die Seite „Hat es geholfen?“ der Regel zeigt, was geschah. Regel oder Wegweiser berichtigen, dann auf der Seite „Regeln“ fortsetzen; es zählt nur, was von da an beurteilt wird.',
  },
  needs_person: {
    title: '{total} Dinge warten auf einen Menschen',
    means:
      '{quarantined} Webhooks waren nicht zu lesen, {events} Ereignisse nicht zu entscheiden, {offers} Angebote sind endgültig gescheitert.',
    next: 'Die Seite „Braucht jemanden“ ansehen und zurückstellen, was behoben ist.',
  },
  signals_lost: {
    title: 'Meldungen der Erweiterung im Forum gingen verloren',
    means:
      'Ihr Postausgang wurde zu spät gelesen. Ein Teil dessen, was Mitglieder mit ihren Karten taten, wird nicht gezählt; ihre Wünsche wurden neu gelesen.',
    next: 'Nichts, wenn Waypost lange fort war. Sonst nachsehen, warum der Postausgang nicht gelesen wird.',
  },
  reviews_waiting: {
    title: '{waiting} Angebote warten auf eine Freigabe',
    means:
      'Das älteste wartet seit {hours} Stunden. Was niemand entscheidet, endet von selbst, und das Mitglied erfährt nichts.',
    next: 'Die Seite „Freigaben“ ansehen.',
  },
};
