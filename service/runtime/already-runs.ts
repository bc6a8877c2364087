/** Another process has what only one at a time may have. The message is for whoever started this one. */
export class AlreadyRuns extends Error {
  override name = 'AlreadyRuns';
}

/** Of a demo forum: its members, posts and webhooks live in the process that opened it first. */
export function demoRunsAlready(dataDir: string): AlreadyRuns {
  return new AlreadyRuns(
    `Waypost already runs with DATA_DIR=${dataDir}, and its demo forum lives in one process. Go on with that one, or end it with Ctrl-C where it was started. For a second one beside it, give this one another DATA_DIR, PORT and DEMO_FORUM_PORT.`,
  );
}
