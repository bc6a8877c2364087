import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault.ts';

/** Everything that the database can do to us. What it has not committed was never acknowledged. */
export const postgresFaults: Readonly<Record<string, Fault>> = {
  'postgres-killed': { what: 'Postgres killed', strike: ({ stage }) => stage.postgres.killAndRestart() },
  'postgres-cut': {
    what: 'every connection to Postgres cut',
    async strike({ stage }) {
      await stage
        .query(
          'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = $1',
          ['client backend'],
        )
        .catch(() => undefined);
    },
  },
  'postgres-frozen': {
    what: 'Postgres frozen for six seconds',
    async strike({ stage }) {
      await stage.postgres.signal('SIGSTOP');
      await sleep(6_000);
      await stage.postgres.signal('SIGCONT');
    },
  },
  'postgres-locked': {
    what: 'the inbox locked by somebody else for five seconds',
    async strike({ stage }) {
      await stage
        .query('do $$ begin lock table inbox in access exclusive mode; perform pg_sleep(5); end $$')
        .catch(() => undefined);
    },
  },
  'postgres-read-only': {
    what: 'Postgres takes no writes for five seconds, as one without disk does',
    async strike({ stage }) {
      await stage.query("alter system set default_transaction_read_only = 'on'");
      await stage.query('select pg_reload_conf()');
      await sleep(5_000);
      await stage.query('alter system reset default_transaction_read_only');
      await stage.query('select pg_reload_conf()');
    },
  },
};
