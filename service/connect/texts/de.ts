import type { PingFault } from '../ping-result.ts';
import type { Addressed } from '../trouble.ts';
import type { ConnectTexts } from './connect-texts.ts';

export const german: ConnectTexts = {
  title(part) {
    switch (part.of) {
      case 'account':
        return `das Konto @${part.username}`;
      case 'key':
        return 'sein API-Schlüssel';
      case 'old_keys':
        return 'Schlüssel, die es vorher hatte';
      case 'host':
        return 'die Einstellung allowed_internal_hosts';
      case 'hook':
        return `der Webhook an ${part.url}`;
      case 'sign_in':
        return 'die Anmeldung am Dashboard mit dem Forenkonto';
      case 'plugin':
        return 'das Waypost-Plugin, das dieses Forum hat';
    }
  },
  line(part) {
    switch (part.of) {
      case 'account':
        return 'kein Team-Mitglied, Vertrauensstufe 2, mit Bild und einem Profil, das sagt, was es ist';
      case 'key':
        return `an dieses Konto gebunden, und nur für ${part.scopes.join(', ')}`;
      case 'old_keys':
        return part.count === 0 ? 'sind widerrufen' : `${part.count} gelten noch: werden widerrufen`;
      case 'host':
        return `mit ${part.host}: Ohne sie ruft Discourse keine Adresse in einem privaten Netz auf`;
      case 'hook':
        return `signiert, für ${part.events.length} Arten von Ereignissen: ${part.events.join(', ')}`;
      case 'sign_in':
        return `die Einstellungen enable_discourse_connect_provider, und discourse_connect_provider_secrets mit ${part.host}`;
      case 'plugin':
        return `seine Einstellungen: ${part.settings.map((setting) => setting.join(' ')).join(', ')}`;
    }
  },
  fault(fault) {
    switch (fault.is) {
      case 'deactivated':
      case 'switched_off':
        return 'ist abgeschaltet';
      case 'no_bio':
        return 'das Profil ist leer';
      case 'no_picture':
        return 'es hat kein Bild';
      case 'asked_for':
        return 'wie gewünscht';
      case 'no_limits':
        return 'er hat keine Grenzen';
      case 'trust_level':
        return `Vertrauensstufe ${fault.level} statt 2`;
      case 'lacks_scopes':
        return `ihm fehlt ${fault.names.join(', ')}`;
      case 'needless_scopes':
        return `darf ${fault.names.join(', ')}, was niemand braucht`;
      case 'not_json':
        return 'sendet kein JSON';
      case 'other_secret':
        return 'hat ein anderes Geheimnis';
      case 'filtered':
        return 'ist auf einige Kategorien, Schlagwörter oder Gruppen beschränkt';
      case 'wildcard':
        return 'sendet alles';
      case 'lacks_events':
        return `ihm fehlt ${fault.names.join(', ')}`;
      case 'needless_events':
        return `sendet ${fault.names.join(', ')}, was niemand braucht`;
    }
  },
  newKeyInstead: 'ein neuer tritt an seine Stelle',
  note: (note) =>
    note.lacks === 'scope'
      ? `Dieses Forum hat den Bereich ${note.name} nicht: Es ist älter, als Waypost zu helfen weiß.`
      : `Dieses Forum meldet ${note.names.join(', ')} nicht: Regeln, die darauf warten, schweigen, bis das Plugin dafür da ist.`,
  ping(result) {
    if (result.arrived) return `Ein Probe-Ping kam richtig signiert an${arrivedAt[result.by]}.`;
    return `Ein Probe-Ping kam nicht an. ${pingFault(result.because, result.url)}`;
  },
  trouble(trouble, ways) {
    switch (trouble.code) {
      case 'no_address':
        return `„${trouble.given}“ ist keine Web-Adresse; erwartet wird etwas wie https://${trouble.of}.example`;
      case 'password_in_address':
        return `${trouble.host}: Name und Passwort gehören nicht in die Adresse`;
      case 'not_encrypted':
        return notEncrypted[trouble.of](trouble.host);
      case 'no_own_address':
        return `Wo findet das Forum Waypost? ${ways.ownAddress}: Dorthin sendet das Forum seine Webhooks, und dort öffnen Menschen das Dashboard`;
      case 'bad_bot_name':
        return `„${trouble.name}“ ist kein Benutzername für den Bot; erwartet werden mindestens 3 Buchstaben, keine Leerzeichen`;
      case 'other_forum':
        return `${trouble.where} verbindet mit ${trouble.kept}. Diese Verbindung zuerst lösen (${ways.disconnect}), oder mit ENV_FILE eine andere Datei nennen`;
      case 'change_under_way':
        return `${trouble.file} enthält die bisherigen Geheimnisse (${trouble.names.join(', ')}): Ein Wechsel läuft. Waypost neu starten, connect noch einmal ausführen und mit --drop-previous beenden`;
      case 'holds_demo':
        return 'DATABASE_URL oder DATA_DIR nennt den Ort, an dem das Demo-Forum seine Beiträge hat, und ein echtes Forum braucht einen eigenen: Waypost beenden, ohne sie oder mit anderen starten, dann verbinden';
      case 'key_refused':
        return `${trouble.forumUrl} nimmt diesen Schlüssel nicht als den einer Administratorin an. Erwartet wird ein aktiver Schlüssel mit dem Bereich „Global“, für alle Benutzer oder für ein Administrator-Konto. Liegt das Forum unter einem Pfad (https://example.org/forum), gehört auch der zur Adresse`;
      case 'does_not_answer':
        return `${trouble.forumUrl} antwortet nicht (${trouble.why}). Stimmt die Adresse, und kann dieser Rechner sie erreichen?`;
      case 'redirected':
        return `${trouble.forumUrl} schickt Besucher an eine andere Adresse weiter (${trouble.status}). Diese nennen: Der Schlüssel darf nicht von selbst dorthin`;
      case 'no_discourse':
        return `${trouble.forumUrl} antwortet auf ${trouble.route}, aber nicht wie ein Discourse. Ist das die Adresse des Forums, mit ihrem Pfad?`;
      case 'call_refused':
        return `${trouble.forumUrl} hat ${trouble.route} abgelehnt (${trouble.why})${trouble.words === null ? '' : `. Es sagt: ${trouble.words}`}`;
      case 'bot_is_staff':
        return `@${trouble.bot} ist Moderator oder Administrator. Die Sicherungen von Discourse halten das Team nicht auf, der Bot darf also nicht dazugehören: die Rechte nehmen, oder ${ways.otherBot}`;
      case 'bot_is_somebodys':
        return `@${trouble.bot} gehört jemandem und hat ${trouble.posts} Beiträge. Entweder ${ways.otherBot}, oder ${ways.adopt}, falls es der Bot sein soll`;
      case 'bot_is_silenced':
        return `@${trouble.bot} ist im Forum gesperrt oder stummgeschaltet. Das zuerst aufheben`;
      case 'account_not_made':
        return `Das Forum hat das Konto @${trouble.bot} nicht angelegt. Es sagt: ${trouble.words}. Das Konto von Hand anlegen (${ways.byHand}), dann dies noch einmal`;
      case 'account_gone':
        return `Das Forum kennt kein Konto @${trouble.bot}, obwohl es gerade angelegt wurde`;
      case 'machine':
        return `Dieser Rechner stand im Weg: ${trouble.words}`;
    }
  },
  shadowed: (names, file) =>
    `Die Umgebung setzt ${names.join(', ')} und geht ${file} vor: Wo sie sich unterscheiden, dort eintragen, was die Datei sagt, oder es aus der Umgebung nehmen.`,
};

const arrivedAt = {
  running: ', beim laufenden Waypost',
  command: ', bei diesem Befehl an seiner Stelle',
  page: '',
};

const notEncrypted: Record<Addressed, (host: string) => string> = {
  forum: (host) =>
    `http://${host} ist nicht verschlüsselt: Alle auf dem Weg könnten den Administrator-Schlüssel lesen. https://${host} verwenden`,
  waypost: (host) =>
    `http://${host} ist nicht verschlüsselt: Alle auf dem Weg könnten lesen, was Mitglieder schreiben. Einen Proxy mit Zertifikat vor Waypost stellen und https://${host} nennen`,
};

function pingFault(because: PingFault, url: string): string {
  switch (because.is) {
    case 'hook_gone':
      return 'Der Webhook ist wieder weg: Noch jemand ändert ihn.';
    case 'not_sent':
      return 'Das Forum hat ihn 15 Sekunden lang nicht gesendet; vielleicht sind seine Hintergrundarbeiten im Rückstand.';
    case 'no_answer':
      return `Das Forum bekam keine Antwort von ${url}. Führt diese Adresse hierher, durch Proxy und Firewall?`;
    case 'unknown_secret':
      return 'Das laufende Waypost kennt dieses Geheimnis noch nicht: neu starten, dann dies noch einmal.';
    case 'something_else':
      return `Unter ${url} steht etwas anderes; gibt der Proxy den ganzen Pfad weiter?`;
    case 'answered':
      return `Er wurde mit ${because.status} beantwortet, von dem, was unter ${url} steht.`;
  }
}
