/** Who answers a ping where no Waypost works for the forum yet. */
export type StandIn = 'command' | 'page';

/** What became of a test ping the whole way. `by`: who answered it. */
export type PingResult =
  | { arrived: true; by: 'running' | StandIn }
  | { arrived: false; isRunning: boolean; url: string; because: PingFault };

export type PingFault =
  | { is: 'hook_gone' | 'not_sent' | 'no_answer' | 'unknown_secret' | 'something_else' }
  | { is: 'answered'; status: number };
