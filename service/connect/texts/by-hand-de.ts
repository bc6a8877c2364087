import { introduceBot } from '../introduce-bot.ts';
import {
  eventLines,
  fileToWrite,
  type HandAsked,
  type HandStep,
  hookUrlOf,
  privateHostOf,
  scopeLines,
} from './hand-steps.ts';

const names = { hook: '<Geheimnis 1>', signIn: '<Geheimnis 2>', key: '<der API-Schlüssel>' };

/** Dieselben Schritte für alle, die lieber klicken: mit den Wörtern, die Discourse auf Deutsch schreibt. */
export function byHandGerman(asked: HandAsked): HandStep[] {
  const { bot, ownUrl, secrets, file } = asked;
  const privateHost = privateHostOf(asked);
  const steps: HandStep[] = [
    {
      say: `In einem privaten Fenster ein Konto „${bot}“ anlegen (oder einladen), mit einer Adresse, deren Post man lesen kann.`,
      lines: [
        `Administration → Benutzer → ${bot}: Vertrauensstufe 2; weder Moderator noch Administrator.`,
        `Im Profil, „Über mich“: ${introduceBot('de')}`,
      ],
      code: null,
    },
    {
      say: 'Administration → API → „Neuer API-Schlüssel“. Mit dem Waypost-Plugin auch alles unter „waypost“. Speichern und den Schlüssel kopieren: Er wird nur dieses eine Mal angezeigt.',
      lines: [
        'Beschreibung: Waypost',
        `Benutzerrang: Einzelbenutzer · Benutzer: ${bot} · Bereich: Granular. Ankreuzen:`,
        ...scopeLines(),
      ],
      code: null,
    },
    {
      say: 'Administration → Einstellungen:',
      lines: [
        ...(privateHost === null ? [] : [`allowed internal hosts: ${privateHost} hinzufügen`]),
        'enable discourse connect provider: ankreuzen',
        `discourse connect provider secrets: ${new URL(ownUrl).hostname} mit ${secrets?.signIn ?? names.signIn} hinzufügen`,
      ],
      code: null,
    },
    {
      say: 'Administration → API → Webhooks → „Neuer Webhook“. Mit dem Waypost-Plugin auch seine drei Ereignisse. Keine Kategorie, kein Schlagwort, keine Gruppe.',
      lines: [
        `Payload-URL: ${hookUrlOf(asked)}`,
        'Inhaltstyp: application/json',
        `Geheimnis: ${secrets?.hook ?? names.hook}`,
        '„Wähle einzelne Ereignisse aus“. Ankreuzen, soweit vorhanden:',
        ...eventLines(),
        '„Überprüfe das TLS-Zertifikat der Payload-URL“ und „Aktiv“: ankreuzen.',
      ],
      code: null,
    },
    {
      say: `${file} schreiben, nur für einen selbst lesbar (chmod 600); dann Waypost neu starten.`,
      lines: [],
      code: fileToWrite(asked, names),
    },
  ];
  if (secrets !== null) return steps;
  const making: HandStep = {
    say: `Zwei Geheimnisse machen; unten heißen sie ${names.hook} und ${names.signIn}.`,
    lines: [],
    code: 'openssl rand -hex 32\nopenssl rand -hex 32',
  };
  return [making, ...steps];
}
