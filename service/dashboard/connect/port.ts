import type { ChangedBy } from '../../steer/actions.ts';
import type { PingResult } from '../../connect/ping-result.ts';
import type { PlanNote, Step } from '../../connect/plan-connection.ts';
import type { ConnectTrouble } from '../../connect/trouble.ts';
import type { LookingBack } from '../../storage/reports/looking-back.ts';

/** What the page of connecting asks of the program. The admin key is kept in memory from looking to doing, and nowhere else. */
export interface Connecting {
  /** How the form begins. */
  begin(): Promise<ConnectBeginning>;
  /** Where connecting stands; a draft is shown to the session that made it alone. */
  state(session: string): ConnectState;
  /** Looks at the forum; when it resolves there is a draft, or a reason why not. */
  look(session: string, asked: AskedConnection, adminKey: string): Promise<void>;
  /** Does what the session's draft says. False: there is none any more. */
  make(session: string, by: ChangedBy): boolean;
  /** Forgets draft and key, or what was told of an end. */
  forget(session: string): void;
  /** Starts Waypost anew, so that it takes up what was written. */
  startAnew(): void;
}

export interface AskedConnection {
  forum: string;
  /** Where forum and people reach Waypost; empty: as it was, or on this machine. */
  own: string;
  /** Empty: as it was, or `waypost`. */
  bot: string;
  adopt: boolean;
  leavePlugin: boolean;
}

export interface ConnectBeginning {
  /** The forum that is connected; null while it is the demo forum. */
  forumUrl: string | null;
  own: string;
  bot: string;
  file: string;
  /** On the demo forum everybody can be anybody: only who knows the password of the terminal may connect. */
  needsPassword: boolean;
}

/** A step without what is secret of it. */
export type ShownStep = Omit<Step, 'todo'> & { isNeeded: boolean };

/** What would be made. */
export interface DraftView {
  forumUrl: string;
  publicUrl: string;
  bot: string;
  file: string;
  /** What the file will hold. */
  names: readonly string[];
  steps: readonly ShownStep[];
  notes: readonly PlanNote[];
  /** What the environment goes on saying otherwise. */
  shadowed: readonly string[];
  isAllThere: boolean;
}

/** What was made. */
export interface MadeView {
  draft: DraftView;
  ping: PingResult;
  isKeyNew: boolean;
  hasOldKey: boolean;
  /** The running process does not work with all of it yet. */
  needsStart: boolean;
  /** Null: it did not work, or nothing could be read; `lookBackFault` says why. */
  lookedBack: LookingBack | null;
  lookBackFault: string | null;
}

export type ConnectState =
  | { at: 'rest'; asked: AskedConnection | null; trouble: ConnectTrouble | null }
  | { at: 'looking'; forum: string }
  | { at: 'draft'; draft: DraftView; until: Date }
  | {
      at: 'making';
      draft: DraftView;
      done: number;
      phase: 'forum' | 'ping' | 'look-back';
      open: number | null;
    }
  | { at: 'failed'; draft: DraftView; done: number; trouble: ConnectTrouble }
  | { at: 'made'; made: MadeView }
  | { at: 'starting'; publicUrl: string };

/** What the page is made of. */
export interface ConnectReport {
  /** Null where the connection is made at the terminal only. */
  begun: ConnectBeginning | null;
  state: ConnectState | null;
  forumUrl: string | null;
  publicUrl: string | null;
}
