import type { Fault } from './fault.ts';
import { forumFaults } from './of-forum.ts';
import { memberFaults } from './of-members.ts';
import { postgresFaults } from './of-postgres.ts';
import { processFaults } from './of-processes.ts';
import { redisFaults } from './of-redis.ts';
import { strangerFaults } from './of-strangers.ts';

/** By the name that `--faults` takes. */
export const faults: Readonly<Record<string, Fault>> = {
  ...redisFaults,
  ...postgresFaults,
  ...forumFaults,
  ...strangerFaults,
  ...processFaults,
  ...memberFaults,
};
