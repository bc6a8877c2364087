/** Why a forum cannot be connected, as values: who asked is told in their own words, at the terminal or on a page. */
export type ConnectTrouble =
  | { code: 'no_address'; given: string; of: Addressed }
  | { code: 'password_in_address'; host: string }
  | { code: 'not_encrypted'; host: string; of: Addressed }
  | { code: 'no_own_address' }
  | { code: 'bad_bot_name'; name: string }
  /** This installation is connected to another forum. `where` says so: the file, or the environment. */
  | { code: 'other_forum'; kept: string; where: string }
  /** The secrets before are still there: a second change would make a gap. */
  | { code: 'change_under_way'; file: string; names: readonly string[] }
  /** What was tried on the demo forum shares its database with nothing. */
  | { code: 'holds_demo' }
  | { code: 'key_refused'; forumUrl: string }
  | { code: 'does_not_answer'; forumUrl: string; why: string }
  | { code: 'redirected'; forumUrl: string; status: number | null }
  | { code: 'no_discourse'; forumUrl: string; route: string }
  | { code: 'call_refused'; forumUrl: string; route: string; why: string; words: string | null }
  | { code: 'bot_is_staff'; bot: string }
  | { code: 'bot_is_somebodys'; bot: string; posts: number }
  | { code: 'bot_is_silenced'; bot: string }
  | { code: 'account_not_made'; bot: string; words: string }
  | { code: 'account_gone'; bot: string }
  /** Of this machine: a file that cannot be written. */
  | { code: 'machine'; words: string };

/** Whose address it is. */
export type Addressed = 'forum' | 'waypost';

/** A forum could not be connected; `trouble` says why. */
export class ConnectError extends Error {
  override name = 'ConnectError';
  readonly trouble: ConnectTrouble;
  constructor(trouble: ConnectTrouble) {
    super(trouble.code);
    this.trouble = trouble;
  }
}
