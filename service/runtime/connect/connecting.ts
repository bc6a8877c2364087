import type { Logger } from 'pino';
import { type Config, readConfig, readConnectSettings } from '../../config.ts';
import { explainFailure } from '../../connect/explain-failure.ts';
import type { Step } from '../../connect/plan-connection.ts';
import { english } from '../../connect/texts/en.ts';
import { ConnectError, type ConnectTrouble } from '../../connect/trouble.ts';
import type { AskedConnection, Connecting, ConnectState, MadeView } from '../../dashboard/connect/port.ts';
import { DiscourseError } from '../../discourse/discourse-error.ts';
import type { ChangedBy } from '../../steer/actions.ts';
import { lookBackNow } from '../look-back.ts';
import { type Draft, draftConnection } from './draft-connection.ts';
import { makeConnection } from './make-connection.ts';
import { recordConnectionChange } from './record-connection-change.ts';
import type { TestPings } from './test-pings.ts';
import type { PingListener } from './try-hook.ts';
import { viewDraft } from './view-draft.ts';

const keptForMs = 10 * 60_000;
const lookBackPosts = 200;

/**
 * Connecting a forum from a page: the steps of the command, one after the other, in this process. What it stands at is kept
 * in memory; with the draft goes the admin key, after ten minutes at the latest.
 */
export function createConnecting(deps: {
  config: Config;
  log: Logger;
  /** Those that this process knows webhooks by. */
  webhookSecrets: readonly string[];
  pings: TestPings;
  startAnew(): void;
}): Connecting {
  const { config, log } = deps;
  const isDemo = config.forum === null;
  const atRest: ConnectState = { at: 'rest', asked: null, trouble: null };
  let state: ConnectState = atRest;
  let held: { draft: Draft; session: string; timer: NodeJS.Timeout } | null = null;
  /** Whose look, draft or fault it is. */
  let owner: string | null = null;

  function letGo(): Draft | null {
    if (held === null) return null;
    clearTimeout(held.timer);
    const { draft } = held;
    held = null;
    return draft;
  }

  async function begin() {
    const { file, port } = readConnectSettings();
    return {
      forumUrl: config.forum?.url ?? null,
      own: config.publicUrl ?? `http://127.0.0.1:${port}`,
      bot: config.forum?.apiUsername ?? 'waypost',
      file,
      needsPassword: isDemo,
    };
  }

  async function look(session: string, asked: AskedConnection, adminKey: string): Promise<void> {
    if (isUnderWay(state)) return;
    letGo();
    owner = session;
    const looking: ConnectState = { at: 'looking', forum: asked.forum };
    state = looking;
    // Whoever looks again, or forgets, does not want to hear of this look any more.
    const isWanted = (): boolean => state === looking;
    try {
      if (isDemo) refuseDatabaseOfDemo();
      const { forum, own, bot, ...rest } = asked;
      const options = { ...rest, url: own, bot };
      const draft = await draftConnection(forum, options, async () => adminKey);
      if (!isWanted()) return;
      const timer = setTimeout(() => forget(session), keptForMs);
      timer.unref();
      held = { draft, session, timer };
      state = { at: 'draft', draft: viewDraft(draft), until: new Date(Date.now() + keptForMs) };
    } catch (error) {
      if (isWanted()) state = { at: 'rest', asked, trouble: troubleOf(error, asked.forum) };
    }
  }

  function forget(session: string): void {
    if (isUnderWay(state) || (held !== null && held.session !== session)) return;
    letGo();
    state = atRest;
  }

  function make(session: string, by: ChangedBy): boolean {
    if (state.at !== 'draft' || held?.session !== session) return false;
    const draft = letGo();
    if (draft === null) return false;
    const view = viewDraft(draft);
    const tell = (done: number, phase: 'forum' | 'ping' | 'look-back', open: number | null = null): void => {
      state = { at: 'making', draft: view, done, phase, open };
    };
    let done = 0;
    const touched: string[] = [];
    tell(done, 'forum');
    log.info({ who: by.who, forum: view.forumUrl }, 'connecting a forum from the dashboard');
    void (async () => {
      try {
        const onDone = (step: Step): void => {
          done += 1;
          if (step.todo.length > 0) touched.push(english.title(step.part));
          tell(done, done < view.steps.length ? 'forum' : 'ping');
        };
        const connected = await makeAndRecord(draft, onDone, () => recordOrLog(by, touched));
        tell(done, 'look-back');
        const looked = await lookBackOrSay((open) => tell(done, 'look-back', open));
        const { ping, isKeyNew } = connected;
        const needsStart =
          isDemo || isKeyNew || connected.waitsForStart || (ping.arrived && ping.by !== 'running');
        state = { at: 'made', made: { draft: view, ...connected, ...looked, needsStart } };
      } catch (error) {
        log.warn({ err: error, forum: view.forumUrl }, 'connecting a forum failed on the way');
        state = { at: 'failed', draft: view, done, trouble: troubleOf(error, view.forumUrl) };
      }
    })();
    return true;
  }

  const listener: PingListener = {
    is: 'page',
    knows: async ({ secret }) => (isDemo ? null : deps.webhookSecrets.includes(secret)),
    listen: async ({ secret }) =>
      !isDemo && deps.webhookSecrets.includes(secret) ? null : deps.pings.expect(secret),
  };

  async function makeAndRecord(draft: Draft, onDone: (step: Step) => void, record: () => Promise<void>) {
    try {
      return await makeConnection(draft, { onDone, listener });
    } finally {
      await record();
    }
  }

  /** What was done on the forum is done, whatever becomes of this. */
  async function recordOrLog(by: ChangedBy, parts: readonly string[]): Promise<void> {
    try {
      const now = readConfig();
      const change = { ...by, what: 'connect forum' as const, parts };
      if (now.forum !== null) await recordConnectionChange({ ...now, forum: now.forum }, log, change);
    } catch (error) {
      log.warn({ err: error, ...by, parts }, 'who connected the forum was not kept');
    }
  }

  /** The forum is connected, whatever becomes of this. */
  async function lookBackOrSay(
    onProgress: (open: number) => void,
  ): Promise<Pick<MadeView, 'lookedBack' | 'lookBackFault'>> {
    try {
      const now = readConfig();
      if (now.forum === null) return { lookedBack: null, lookBackFault: null };
      const options = { posts: lookBackPosts, onProgress };
      return {
        lookedBack: await lookBackNow({ ...now, forum: now.forum }, log, options),
        lookBackFault: null,
      };
    } catch (error) {
      log.warn({ err: error }, 'looking back failed');
      return { lookedBack: null, lookBackFault: error instanceof Error ? error.message : String(error) };
    }
  }

  return {
    begin,
    look,
    make,
    forget,
    state(session) {
      const isForAll = state.at !== 'draft' && state.at !== 'rest' && state.at !== 'looking';
      return isForAll || owner === session ? state : atRest;
    },
    startAnew() {
      if (state.at !== 'made') return;
      state = { at: 'starting', publicUrl: state.made.draft.publicUrl };
      // The answer to whoever asked has to leave first, and the page that waits.
      setTimeout(deps.startAnew, 2_000);
    },
  };
}

function isUnderWay({ at }: ConnectState): boolean {
  return at === 'making' || at === 'starting';
}

/** What was tried on the demo forum shares its database with no real one. */
function refuseDatabaseOfDemo(): void {
  const { hasDatabase, hasDataDir } = readConnectSettings();
  if (hasDatabase || hasDataDir) throw new ConnectError({ code: 'holds_demo' });
}

function troubleOf(error: unknown, forum: string): ConnectTrouble {
  if (error instanceof ConnectError) return error.trouble;
  if (error instanceof DiscourseError) return explainFailure(forum, error);
  return { code: 'machine', words: error instanceof Error ? error.message : String(error) };
}
