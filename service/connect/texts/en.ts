import type { PingFault } from '../ping-result.ts';
import type { Addressed } from '../trouble.ts';
import type { ConnectTexts } from './connect-texts.ts';

export const english: ConnectTexts = {
  title(part) {
    switch (part.of) {
      case 'account':
        return `the account @${part.username}`;
      case 'key':
        return 'its API key';
      case 'old_keys':
        return 'keys that it had before';
      case 'host':
        return 'the site setting allowed_internal_hosts';
      case 'hook':
        return `the webhook to ${part.url}`;
      case 'sign_in':
        return 'signing in to the dashboard with the forum account';
      case 'plugin':
        return 'the Waypost plugin, which this forum has';
    }
  },
  line(part) {
    switch (part.of) {
      case 'account':
        return 'not staff, trust level 2, with a picture and a profile that says what it is';
      case 'key':
        return `bound to that account, and only for ${part.scopes.join(', ')}`;
      case 'old_keys':
        return part.count === 0 ? 'are revoked' : `${part.count} still good: to be revoked`;
      case 'host':
        return `with ${part.host}: without it Discourse calls no address in a private network`;
      case 'hook':
        return `signed, for ${part.events.length} kinds of events: ${part.events.join(', ')}`;
      case 'sign_in':
        return `the site settings enable_discourse_connect_provider, and discourse_connect_provider_secrets with ${part.host}`;
      case 'plugin':
        return `its settings: ${part.settings.map((setting) => setting.join(' ')).join(', ')}`;
    }
  },
  fault(fault) {
    switch (fault.is) {
      case 'deactivated':
      case 'switched_off':
        return 'it is switched off';
      case 'no_bio':
        return 'its profile is empty';
      case 'no_picture':
        return 'it has no picture';
      case 'asked_for':
        return 'as you asked';
      case 'no_limits':
        return 'it has no limits';
      case 'trust_level':
        return `trust level ${fault.level} instead of 2`;
      case 'lacks_scopes':
        return `lacks ${fault.names.join(', ')}`;
      case 'needless_scopes':
        return `may ${fault.names.join(', ')}, which nothing needs`;
      case 'not_json':
        return 'it does not send JSON';
      case 'other_secret':
        return 'it has another secret';
      case 'filtered':
        return 'it is kept to some categories, tags or groups';
      case 'wildcard':
        return 'it sends everything';
      case 'lacks_events':
        return `lacks ${fault.names.join(', ')}`;
      case 'needless_events':
        return `sends ${fault.names.join(', ')}, which nothing needs`;
    }
  },
  newKeyInstead: 'a new one takes its place',
  note: (note) =>
    note.lacks === 'scope'
      ? `This forum has no scope ${note.name}: it is older than Waypost knows how to help.`
      : `This forum does not tell ${note.names.join(', ')}: rules that wait for it stay silent until the plugin for it is there.`,
  ping(result) {
    if (result.arrived) return `A test ping arrived, signed as it should be${arrivedAt[result.by]}.`;
    return `A test ping did not arrive. ${pingFault(result.because, result.url)}`;
  },
  trouble(trouble, ways) {
    switch (trouble.code) {
      case 'no_address':
        return `${JSON.stringify(trouble.given)} is no web address; expected something like https://${trouble.of}.example`;
      case 'password_in_address':
        return `${trouble.host}: leave name and password out of the address`;
      case 'not_encrypted':
        return notEncrypted[trouble.of](trouble.host);
      case 'no_own_address':
        return `Where will the forum find Waypost? ${ways.ownAddress}: the forum sends its webhooks there, and people open the dashboard there`;
      case 'bad_bot_name':
        return `${JSON.stringify(trouble.name)} is no user name for the bot; expected 3 letters or more, no spaces`;
      case 'other_forum':
        return `${trouble.where} connects to ${trouble.kept}. Disconnect that first (${ways.disconnect}), or name another file by ENV_FILE`;
      case 'change_under_way':
        return `${trouble.file} holds the secrets that were good before (${trouble.names.join(', ')}): a change is under way. Start Waypost anew, run connect again, and end it by --drop-previous`;
      case 'holds_demo':
        return 'DATABASE_URL or DATA_DIR names the place where the demo forum keeps its posts, and a real forum needs one of its own: end Waypost, start it without them or with others, and connect then';
      case 'key_refused':
        return `${trouble.forumUrl} does not accept this key as an administrator's. Expected an active key with Scope "Global", for all users or for one administrator. If the forum is below a path (https://example.org/forum), name the path too`;
      case 'does_not_answer':
        return `${trouble.forumUrl} does not answer (${trouble.why}). Is the address right, and can this machine reach it?`;
      case 'redirected':
        return `${trouble.forumUrl} sends its visitors on to another address (${trouble.status}). Name that one: the key must not travel there by itself`;
      case 'no_discourse':
        return `${trouble.forumUrl} answers ${trouble.route}, and not as a Discourse does. Is that the address of the forum, its path included?`;
      case 'call_refused':
        return `${trouble.forumUrl} refused ${trouble.route} (${trouble.why})${trouble.words === null ? '' : `. It says: ${trouble.words}`}`;
      case 'bot_is_staff':
        return `@${trouble.bot} is a moderator or an administrator. Discourse's own safety nets do not hold staff, so the bot must not be one: take the rights away, or ${ways.otherBot}`;
      case 'bot_is_somebodys':
        return `@${trouble.bot} is somebody's account with ${trouble.posts} posts. Either ${ways.otherBot}, or ${ways.adopt} if it is meant to be the bot`;
      case 'bot_is_silenced':
        return `@${trouble.bot} is suspended or silenced on the forum. Lift that first`;
      case 'account_not_made':
        return `The forum did not make the account @${trouble.bot}. It says: ${trouble.words}. Make it by hand (${ways.byHand}), then do this again`;
      case 'account_gone':
        return `The forum knows no account @${trouble.bot}, though it has just been made`;
      case 'machine':
        return `This machine stood in the way: ${trouble.words}`;
    }
  },
  shadowed: (names, file) =>
    `The environment sets ${names.join(', ')}, and goes before ${file}: where they differ, put there what the file says, or take it out of the environment.`,
};

const arrivedAt = {
  running: ', at the running Waypost',
  command: ', at this command in its place',
  page: '',
};

const notEncrypted: Record<Addressed, (host: string) => string> = {
  forum: (host) =>
    `http://${host} is not encrypted: everybody on the way could read the admin key. Use https://${host}`,
  waypost: (host) =>
    `http://${host} is not encrypted: everybody on the way could read what members write. Put a proxy with a certificate before Waypost and name https://${host}`,
};

function pingFault(because: PingFault, url: string): string {
  switch (because.is) {
    case 'hook_gone':
      return 'The webhook is gone again: somebody else changes it too.';
    case 'not_sent':
      return 'The forum has not sent it within 15 seconds; its background jobs may be behind.';
    case 'no_answer':
      return `The forum got no answer from ${url}. Does that address lead here, through proxy and firewall?`;
    case 'unknown_secret':
      return 'The running Waypost does not know this secret yet: start it anew, then do this again.';
    case 'something_else':
      return `There is something else at ${url}; does the proxy pass the whole path on?`;
    case 'answered':
      return `It was answered ${because.status}, by whatever stands at ${url}.`;
  }
}
